using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Limits;

namespace Authz.Organizations.Tests.Reading;

public sealed class PolicyMemoryTests
{
    private const string Path = "policies/managed/Shared.json";
    private const string Doubtful =
        """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "ord*:Get", "Resource": "*" } ] }""";

    private readonly PolicyMemory _memory = new();
    private readonly OrganizationSketch _sketch = new OrganizationSketch().With(Path, OrganizationSketch.Allow);

    [Fact]
    public void A_text_that_did_not_change_is_read_once()
    {
        PolicyDocument first = Read();
        _sketch.With($"{OrganizationSketch.Account}/policies/Other.json", OrganizationSketch.Allow);
        Assert.Same(first, Read());
        Assert.Same(first, Read());
    }

    [Theory]
    [InlineData("orders:*", "orders:Get*")]
    [InlineData("\"Resource\": \"*\"", "\"Resource\":  \"*\"")]
    public void A_text_that_changed_is_read_again(string old, string replacement)
    {
        PolicyDocument first = Read();
        _sketch.With(Path, OrganizationSketch.Allow.Replace(old, replacement, StringComparison.Ordinal));
        Assert.NotSame(first, Read());
    }

    [Fact]
    public void A_text_that_moved_is_read_again_since_statements_know_their_places()
    {
        PolicyDocument first = Read();
        _sketch.With(Path, $"\n{OrganizationSketch.Allow}");
        Assert.Equal(first.Statements[0].Offset + 1, Read().Statements[0].Offset);
    }

    [Fact]
    public void A_finding_is_found_again_by_every_load()
    {
        _sketch.With(Path, Doubtful);
        IReadOnlyList<Diagnostic> first = Findings();
        Assert.NotEmpty(first);
        Assert.Equal(first, Findings());
        _sketch.With(Path, "{}");
        Assert.Contains(Findings(), static d => d.IsError);
        Assert.Contains(Findings(), static d => d.IsError);
    }

    [Fact]
    public void What_a_load_did_not_use_is_forgotten()
    {
        PolicyDocument first = Read();
        var count = _memory.Count;
        _sketch.With(Path, OrganizationSketch.Allow.Replace("orders", "shop", StringComparison.Ordinal));
        Read();
        Assert.Equal(count, _memory.Count);
        Read();
        _sketch.With(Path, OrganizationSketch.Allow);
        Assert.NotSame(first, Read());
    }

    private PolicyDocument Read()
    {
        var diagnostics = new DiagnosticList();
        Organization? organization = OrganizationReader.Read(_sketch.Files, PolicyLimits.Aws, _memory, diagnostics);
        Assert.Empty(diagnostics.Sorted());
        return organization!.SharedPolicies[0].Document;
    }

    private IReadOnlyList<Diagnostic> Findings()
    {
        var diagnostics = new DiagnosticList();
        OrganizationReader.Read(_sketch.Files, PolicyLimits.Aws, _memory, diagnostics);
        return diagnostics.Sorted();
    }
}
