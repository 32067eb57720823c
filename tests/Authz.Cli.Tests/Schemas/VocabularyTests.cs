using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using Authz.Cli.Simulation;
using Authz.Organizations;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Cli.Tests.Schemas;

/// <summary>
/// The fields that readers know and those that schemas name are the same. The readers are asked: every text constant of their code is
/// given to them as a field, and what they do not call unknown they know. So a field that is added to one side only is found.
/// </summary>
public sealed class VocabularyTests
{
    private const string Account = "accounts/111122223333";

    private static readonly string[] Words = [.. Constants(typeof(OrganizationReader), typeof(PolicyReader), typeof(ScenarioReader))];

    /// <summary>Where an object stands (<c>§</c> is its fields), and where its schema does.</summary>
    public static TheoryData<string, string, string, string> Objects => new()
    {
        { "organization.json", "{ § }", "organization", "" },
        { "organization.json", """{ "Root": { § } }""", "organization", "properties/Root/allOf/0" },
        { "organization.json", """{ "Root": { "OrganizationalUnits": [ { § } ] } }""", "organization", "$defs/unit" },
        { "organization.json", """{ "Regions": { § } }""", "organization", "properties/Regions" },
        { Account + "/account.json", "{ § }", "account", "" },
        { Account + "/account.json", """{ "RootAccessKeys": [ { § } ] }""", "account", "properties/RootAccessKeys/items" },
        { Account + "/roles/r.json", "{ § }", "role", "" },
        { Account + "/roles/r.json", """{ "RolePolicyList": [ { § } ] }""", "role", "properties/RolePolicyList/items" },
        { Account + "/roles/r.json", """{ "AttachedManagedPolicies": [ { § } ] }""", "role", "properties/AttachedManagedPolicies/items" },
        { Account + "/roles/r.json", """{ "PermissionsBoundary": { § } }""", "role", "properties/PermissionsBoundary" },
        { Account + "/roles/r.json", """{ "Tags": [ { § } ] }""", "role", "properties/Tags/items" },
        { Account + "/users/u.json", "{ § }", "user", "" },
        { Account + "/users/u.json", """{ "UserPolicyList": [ { § } ] }""", "user", "properties/UserPolicyList/items" },
        { Account + "/users/u.json", """{ "AttachedManagedPolicies": [ { § } ] }""", "user", "properties/AttachedManagedPolicies/items" },
        { Account + "/users/u.json", """{ "PermissionsBoundary": { § } }""", "user", "properties/PermissionsBoundary" },
        { Account + "/users/u.json", """{ "Tags": [ { § } ] }""", "user", "properties/Tags/items" },
        { Account + "/users/u.json", """{ "AccessKeys": [ { § } ] }""", "user", "properties/AccessKeys/items" },
        { Account + "/users/u.json", """{ "MfaDevices": [ { § } ] }""", "user", "properties/MfaDevices/items" },
        { Account + "/providers/p.json", """{ "Type": "oidc", § }""", "provider", "$defs/oidc" },
        { Account + "/providers/p.json", """{ "Type": "saml", § }""", "provider", "$defs/saml" },
        { Account + "/resources/r.json", "{ § }", "resource", "" },
        { Account + "/resources/r.json", """{ "Tags": [ { § } ] }""", "resource", "properties/Tags/items" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Fields_of_an_organization(string path, string text, string schema, string place)
    {
        IEnumerable<string> known = Words.Where(word => !text.Contains($"\"{word}\": \"", StringComparison.Ordinal)
            && !IsUnknown(path, text.Replace("§", $"{JsonSerializer.Serialize(word)}: 0", StringComparison.Ordinal)));
        Assert.Equal(Properties(schema, place).Where(name => name != "Type" || schema != "provider"), known);
    }

    [Theory]
    [InlineData("{ § }", "")]
    [InlineData("{ \"Statement\": { § } }", "$defs/anyStatement")]
    [InlineData("{ \"Statement\": { \"Principal\": { § } } }", "$defs/principal")]
    public void Elements_of_a_policy(string text, string place) => Assert.Equal(Properties("policy", place), Words.Where(word =>
    {
        var findings = new DiagnosticList();
        var policy = text.Replace("§", $"{JsonSerializer.Serialize(word)}: \"*\"", StringComparison.Ordinal);
        PolicyReader.Read(SourceText.FromString("p", policy), PolicyKind.Resource, JsonDialect.Strict, findings);
        return !findings.Sorted().Any(f => f.Rule == PolicyRules.UnknownElement || f.Message.EndsWith("is no type of principal", StringComparison.Ordinal));
    }));

    [Fact]
    public void Fields_of_a_scenario()
    {
        var text = $"{{{string.Join(',', Words.Select(word => $"{JsonSerializer.Serialize(word)}:0"))}}}";
        JsonNode root = JsonTree.Read(SourceText.FromString("s", text), JsonDialect.Strict, new DiagnosticList())!;
        Assert.Equal(Properties("scenario", ""), Words.Except(ScenarioReader.UnknownFields(root), StringComparer.Ordinal));
    }

    [Fact]
    public void A_word_that_no_reader_knows_is_unknown()
    {
        Assert.True(IsUnknown("organization.json", """{ "Colour": 0 }"""));
        Assert.False(IsUnknown("organization.json", """{ "Id": 0 }"""));
        Assert.InRange(Words.Length, 200, 20_000);
    }

    private static bool IsUnknown(string path, string text)
    {
        var files = new OrganizationFiles([new OrganizationFile(path, Encoding.UTF8.GetBytes(text))]);
        var findings = new DiagnosticList();
        OrganizationReader.Read(files, findings);
        Assert.Contains(findings.Sorted(), f => f.Source == path);
        return findings.Sorted().Any(f => f.Source == path && f.Rule == OrganizationRules.UnknownField);
    }

    private static IEnumerable<string> Properties(string schema, string place)
    {
        JsonElement target = SchemaSet.Json(schema);
        foreach (var part in place.Split('/', StringSplitOptions.RemoveEmptyEntries))
            target = target.ValueKind == JsonValueKind.Array ? target[int.Parse(part, null)] : target.GetProperty(part);
        return target.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
    }

    // names that code puts together: RoleName, SecretAccessKeyFile
    private static IEnumerable<string> Constants(params Type[] types)
    {
        string[] plain = [.. types.SelectMany(type => Constants(type.Assembly.Location)).Distinct(StringComparer.Ordinal)];
        return plain.Concat(plain.SelectMany(word => new[] { $"Role{word}", $"User{word}", $"{word}File" }))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Constants(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            var text = metadata.GetUserString(handle);
            if (text.Length is > 0 and < 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '$')) yield return text;
        }
    }
}
