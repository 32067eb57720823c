using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using CsCheck;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Reading;

public sealed class HostileInputTests
{
    private static readonly string[] Substitutes =
        ["{}", "[]", "\"\"", "0", "-1e999", "true", "null", "\"\\u0000\"", "[[[]]]", "{\"a\":{}}"];

    public static TheoryData<string> Paths =>
        ["organization.json", $"{Account}/account.json", $"{Account}/roles/a.json", $"{Account}/users/a.json",
            $"{Account}/providers/a.json", $"{Account}/resources/a.json", $"{Account}/policies/a.json", "policies/managed/a.json", "policies/service-control/a.json"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Bytes_that_are_no_document_are_faults(string path)
    {
        byte[][] contents =
        [
            [], [0xFF], [0], "{"u8.ToArray(), "{\"Id\": \"\xC3"u8.ToArray()[..^1], "\"x\""u8.ToArray(), "\uFEFF"u8.ToArray(),
            Encoding.UTF8.GetBytes(new string('[', 10_000) + new string(']', 10_000)),
            Encoding.UTF8.GetBytes(new string(' ', (1 << 20) + 1)),
            "{\"Id\": \"\\ud800\"}"u8.ToArray(),
        ];
        Assert.All(contents, content => Assert.Contains(
            new OrganizationSketch().With(path, content).Faults(), fault => fault.IsError && fault.Source == path));
    }

    [Fact]
    public void No_value_of_another_type_makes_reading_throw_and_nonsense_is_refused_everywhere()
    {
        OrganizationFiles example = ExampleOrganization.Fetch();
        foreach (OrganizationFile file in example.All.Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)))
        {
            JsonNode root = JsonTree.Read(new SourceText(file.Path, file.Content), JsonDialect.Relaxed, new DiagnosticList())!;
            foreach (JsonNode node in Values(root))
            {
                // each value meets one substitute; which one is different for its neighbours
                var substitute = Substitutes[node.Offset % Substitutes.Length];
                Read(example, file, Replace(file, node, substitute));
                Assert.True(Read(example, file, Replace(file, node, "[{\"a\":[]}]")).HasErrors, $"{file.Path}:{node.Offset}");
            }
        }
    }

    [Fact]
    public void Any_damage_to_the_example_gives_an_organization_or_errors()
    {
        OrganizationFiles example = ExampleOrganization.Fetch();
        Gen.Select(Gen.Int[0, example.All.Count - 1], Gen.Int[0, 10_000], Gen.Byte, Gen.Bool).Sample((index, offset, value, truncate) =>
        {
            OrganizationFile file = example.All[index];
            var content = file.Content.ToArray();
            offset %= content.Length;
            if (truncate) content = content[..offset];
            else content[offset] = value;
            var diagnostics = new DiagnosticList();
            return OrganizationReader.Read(With(example, file, content), diagnostics) is null == diagnostics.HasErrors;
        }, iter: 300);
    }

    private static IEnumerable<JsonNode> Values(JsonNode node) =>
        node.Members.Select(member => member.Value).Concat(node.Items).SelectMany(Values).Prepend(node);

    private static byte[] Replace(OrganizationFile file, JsonNode node, string substitute)
    {
        ReadOnlySpan<byte> content = file.Content.Span;
        return [.. content[..node.Offset], .. Encoding.UTF8.GetBytes(substitute), .. content[node.End..]];
    }

    private static DiagnosticList Read(OrganizationFiles files, OrganizationFile file, byte[] content)
    {
        var diagnostics = new DiagnosticList();
        OrganizationReader.Read(With(files, file, content), diagnostics);
        return diagnostics;
    }

    private static OrganizationFiles With(OrganizationFiles files, OrganizationFile file, byte[] content) =>
        new(files.All.Select(other => ReferenceEquals(other, file) ? other with { Content = content } : other));
}
