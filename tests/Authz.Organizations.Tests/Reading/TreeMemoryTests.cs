using Authz.Organizations.Principals;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;

namespace Authz.Organizations.Tests.Reading;

/// <summary>A file that did not change is not taken apart again, and what it says is what it would say to a load that remembers nothing.</summary>
public sealed class TreeMemoryTests
{
    private const string Account = OrganizationSketch.Account;
    private const string Role = $"{Account}/roles/Reader.json";
    private const string User = $"{Account}/users/Ana.json";
    private const string Managed = $"{Account}/policies/Orders.json";

    private const string RoleText = $$"""
        { "RoleName": "Reader", "AssumeRolePolicyDocument": {{OrganizationSketch.Trust}},
          "RolePolicyList": [ { "PolicyName": "inline", "PolicyDocument": {{OrganizationSketch.Allow}} } ],
          "AttachedManagedPolicies": [ { "PolicyArn": "arn:aws:iam::111122223333:policy/Orders" } ] }
        """;

    private const string UserText =
        """{ "UserName": "Ana", "AccessKeys": [ { "AccessKeyId": "AKIAEXAMPLEANA000001", "SecretAccessKeyFile": "ana.secret" } ] }""";

    private readonly PolicyMemory _memory = new();
    private readonly OrganizationSketch _sketch = new OrganizationSketch().With(Role, RoleText).With(User, UserText)
        .With($"{Account}/users/ana.secret", "first-secret-of-ana\n").With(Managed, OrganizationSketch.Allow);

    [Fact]
    public void Policies_of_a_file_that_did_not_change_are_the_same_and_their_json_is_let_go()
    {
        Role first = RoleOf(Read());
        _sketch.With(User, UserText.Replace("Ana", "Ann", StringComparison.Ordinal));
        Role second = RoleOf(Read());
        Assert.Same(first.TrustPolicy, second.TrustPolicy);
        Assert.Equal(first.IdentityPolicies.Select(static p => p.Document), second.IdentityPolicies.Select(static p => p.Document));
        Assert.NotSame(first, second);
    }

    [Fact]
    public void The_same_bytes_in_another_account_belong_to_that_account()
    {
        const string Other = "accounts/999999999999";
        _sketch.With(Role, RoleText.Replace("arn:aws:iam::111122223333:policy", "arn:aws:iam::aws:policy", StringComparison.Ordinal))
            .With("policies/managed/Orders.json", OrganizationSketch.Allow);
        Read();
        _sketch.With($"{Other}/roles/Reader.json", RoleText.Replace("arn:aws:iam::111122223333:policy", "arn:aws:iam::aws:policy", StringComparison.Ordinal));
        Assert.Equal(
            ["arn:aws:iam::111122223333:role/Reader", "arn:aws:iam::999999999999:role/Reader"], Read().Roles.Select(static r => r.Arn.Text));
    }

    [Fact]
    public void A_file_that_another_names_is_read_in_every_load()
    {
        Assert.Equal("first-secret-of-ana", KeyOf(Read()));
        _sketch.With($"{Account}/users/ana.secret", "second-secret-of-ana\n");
        Assert.Equal("second-secret-of-ana", KeyOf(Read()));
        _sketch.Without($"{Account}/users/ana.secret");
        Assert.Equal([OrganizationRules.ReferenceMissing.Code], Codes());
    }

    [Fact]
    public void A_policy_that_changed_counts_for_roles_that_did_not()
    {
        Read();
        _sketch.With(Managed, OrganizationSketch.Allow.Replace("orders", "shop", StringComparison.Ordinal));
        Assert.Equal("shop:*", RoleOf(Read()).IdentityPolicies[1].Document.Statements[0].Actions[0].ToString());
        _sketch.Without(Managed);
        Assert.Equal([OrganizationRules.UnknownPolicy.Code], Codes());
        Assert.Equal([OrganizationRules.UnknownPolicy.Code], Codes());
    }

    [Fact]
    public void A_policy_becomes_a_boundary_without_having_changed()
    {
        PolicyDocument identity = RoleOf(Read()).IdentityPolicies[1].Document;
        _sketch.With(Role, RoleText.Replace(
            "\"AttachedManagedPolicies\"", "\"PermissionsBoundary\": { \"PermissionsBoundaryArn\": \"arn:aws:iam::111122223333:policy/Orders\" }, \"AttachedManagedPolicies\"",
            StringComparison.Ordinal));
        Role bounded = RoleOf(Read());
        Assert.Same(identity, bounded.IdentityPolicies[1].Document);
        Assert.Equal(PolicyKind.Boundary, bounded.Boundary!.Document.Kind);
        Assert.Equal(PolicyWriter.Write(identity), PolicyWriter.Write(bounded.Boundary.Document));
        Assert.Same(bounded.Boundary.Document, RoleOf(Read()).Boundary!.Document);
    }

    [Fact]
    public void An_inline_policy_becomes_another_one_in_a_file_whose_other_policies_did_not_change()
    {
        Role first = RoleOf(Read());
        _sketch.With(Role, RoleText.Replace("orders:*", "orders:G", StringComparison.Ordinal));
        Role second = RoleOf(Read());
        Assert.Same(first.TrustPolicy, second.TrustPolicy);
        Assert.Equal("orders:g", second.IdentityPolicies[0].Document.Statements[0].Actions[0].ToString());
    }

    // every pair of edits, so that each is met by what each of the others left in memory
    [Fact]
    public void Whatever_changed_a_load_that_remembers_finds_what_one_finds_that_does_not()
    {
        (string Path, string? Text)[] edits =
        [
            (Managed, null), (Managed, OrganizationSketch.Allow), (Managed, OrganizationSketch.Trust),
            (Managed, OrganizationSketch.Allow.Replace("orders:*", "ord*:Get", StringComparison.Ordinal)),
            (Managed, "{ \"Version\": \"2012-10-17\", \"Version\": \"2012-10-17\" }"),
            (Role, RoleText), (Role, UserText), (Role, OrganizationSketch.Allow), (Role, "{"),
            (Role, RoleText.Replace("Reader", "Writer", StringComparison.Ordinal)),
            (Role, RoleText.Replace("orders:*", "orders", StringComparison.Ordinal)),
            ($"{Account}/roles/Copy.json", RoleText), ($"{Account}/roles/Copy.json", null),
            ($"{Account}/resources/Copy.json", RoleText), ($"{Account}/resources/Copy.json", null),
            ($"{Account}/resources/Item.json", $$"""{ "Resource": "arn:aws:orders:::item/*", "Policy": {{OrganizationSketch.Trust}} }"""),
            ("policies/service-control/Orders.json", OrganizationSketch.Allow), ("policies/resource-control/Orders.json", OrganizationSketch.Allow),
            ("policies/resource-control/Orders.json", null),
        ];
        foreach ((string Path, string? Text) first in edits)
        {
            foreach ((string Path, string? Text) second in edits)
            {
                Apply(first);
                AssertSame();
                Apply(second);
                AssertSame();
            }
        }
    }

    [Fact]
    public void What_a_load_did_not_use_is_forgotten()
    {
        Read();
        var count = _memory.Trees.Count;
        _sketch.With(Role, RoleText.Replace("inline", "online", StringComparison.Ordinal));
        Read();
        Assert.Equal(count, _memory.Trees.Count);
        _sketch.Without(Role);
        Read();
        Assert.Equal(count - 1, _memory.Trees.Count);
    }

    [Fact]
    public void A_folded_value_has_kept_its_place_and_nothing_else()
    {
        JsonNode node = JsonTree.Read(SourceText.FromString("x", """ { "a": [1] } """), JsonDialect.Strict, new DiagnosticList())!;
        node.Fold();
        Assert.True(node.IsFolded);
        Assert.Empty(node.Members);
        Assert.Equal((JsonKind.Object, 1, 13), (node.Kind, node.Offset, node.End));
    }

    private void Apply((string Path, string? Text) edit) => _ = edit.Text is { } text ? _sketch.With(edit.Path, text) : _sketch.Without(edit.Path);

    private void AssertSame()
    {
        var (fresh, remembering) = (new DiagnosticList(), new DiagnosticList());
        Organization? expected = OrganizationReader.Read(_sketch.Files, fresh);
        Organization? actual = OrganizationReader.Read(_sketch.Files, PolicyLimits.Aws, _memory, remembering);
        Assert.Equal(fresh.Sorted(), remembering.Sorted());
        Assert.Equal(Describe(expected), Describe(actual));
    }

    private static IEnumerable<string> Describe(Organization? organization) => organization is null ? [] : organization.Roles
        .SelectMany(static role => role.IdentityPolicies.Select(static p => p.Document).Append(role.TrustPolicy).Select(d => $"{role.Arn.Text} {Describe(d)}"))
        .Concat(organization.Accounts.SelectMany(static a => a.Resources).Select(static r => $"{r.Pattern.Text} {Describe(r.Policy)}"));

    private static string Describe(PolicyDocument? document) =>
        document is null ? "" : $"{document.Kind} {document.Statements[0].Offset} {System.Text.Encoding.UTF8.GetString(PolicyWriter.Write(document))}";

    private Organization Read()
    {
        var diagnostics = new DiagnosticList();
        Organization? organization = OrganizationReader.Read(_sketch.Files, PolicyLimits.Aws, _memory, diagnostics);
        Assert.Empty(diagnostics.Sorted());
        return organization!;
    }

    private IEnumerable<string> Codes()
    {
        var diagnostics = new DiagnosticList();
        OrganizationReader.Read(_sketch.Files, PolicyLimits.Aws, _memory, diagnostics);
        return diagnostics.Sorted().Select(static d => d.Rule.Code);
    }

    private static Role RoleOf(Organization organization) => organization.FindRole("arn:aws:iam::111122223333:role/Reader")!;

    private static string KeyOf(Organization organization) => organization.FindAccessKey("AKIAEXAMPLEANA000001")!.Key.SecretAccessKey;
}
