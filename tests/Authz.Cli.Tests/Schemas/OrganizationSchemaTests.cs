using System.Text;
using System.Text.Json.Nodes;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;

namespace Authz.Cli.Tests.Schemas;

/// <summary>The schemas of an organization's files against the example organization and its reader.</summary>
public sealed class OrganizationSchemaTests
{
    private static readonly OrganizationFile[] Example = [.. ExampleOrganization.Fetch().All];

    // values that are faults in most places, and right in some
    private static readonly string[] Others =
    [
        "null", "true", "0", "3600", "7200.5", "\"\"", "\"x\"", "\"/\"", "\"/team/\"", "\"*\"", "\"111122223333\"", "\"FullAWSAccess\"", "[]", "{}", "[null]", "[\"x\"]",
        "[\"us-east-1\"]", "[\"eu-west-1\", \"eu-west-1\"]", "\"Active\"", "\"v1Token\"", "\"../../organization.json\"", "\"r-x\"", "\"ou-x\"",
    ];

    public static TheoryData<string> Paths => [.. Example.Select(f => f.Path).Where(path => SchemaOf(path) is not null)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_file_of_the_example_is_accepted(string path)
    {
        var text = TextOf(path);
        Assert.True(SchemaSet.Accepts(SchemaOf(path)!, text), SchemaSet.Complaints(SchemaOf(path)!, text));
    }

    [Fact]
    public void The_example_has_a_file_for_every_schema()
    {
        string[] schemas = ["account", "identity-policy", "organization", "provider", "resource", "resource-control-policy", "role", "service-control-policy", "user"];
        Assert.Equal(schemas, Paths.Select(p => SchemaOf(p.Data)!).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_damaged_file_of_the_example_causes_no_false_alarm(string path)
    {
        JsonNode root = Parse(TextOf(path));
        var places = Places(root).Count();
        // a policy in a file is the business of other tests
        foreach (var place in Enumerable.Range(0, places).Where(place => !IsInPolicy(Places(root).ElementAt(place))))
        {
            foreach (var other in Others.Append(""))
            {
                JsonNode damaged = root.DeepClone();
                JsonNode target = Places(damaged).ElementAt(place);
                if (other.Length == 0 && target.Parent is JsonObject parent) parent.Remove(target.GetPropertyName());
                else if (other.Length == 0 || target.Parent is null) continue;
                else target.ReplaceWith(JsonNode.Parse(other));
                var text = damaged.ToJsonString();
                Assert.True(!IsRead(path, text) || SchemaSet.Accepts(SchemaOf(path)!, text), $"{path}: {text}\n{SchemaSet.Complaints(SchemaOf(path)!, text)}");
            }
        }
    }

    [Theory]
    [InlineData("organization", "{ \"Id\": \"o-x\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"r-x\" }, \"Colour\": 1 }")]
    [InlineData("organization", "{ \"Id\": \"x\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"r-x\" } }")]
    [InlineData("organization", "{ \"Id\": \"o-x\", \"ManagementAccountId\": 999999999999, \"Root\": { \"Id\": \"r-x\" } }")]
    [InlineData("organization", "{ \"Id\": \"o-x\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"ou-x\" } }")]
    [InlineData("organization", "{ \"Id\": \"o-x\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"r-x\" }, \"Regions\": { \"EnabledByDefault\": [] } }")]
    [InlineData("organization", "{ \"$schema\": 1, \"Id\": \"o-x\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"r-x\" } }")]
    [InlineData("account", "{ \"Name\": \"x\" }")]
    [InlineData("account", "{ \"Id\": \"111122223333\", \"DeactivatedStsRegions\": [ \"us-east-1\" ] }")]
    [InlineData("account", "{ \"Id\": \"111122223333\", \"GlobalEndpointTokenVersion\": \"v3Token\" }")]
    [InlineData("account", "{ \"Id\": \"111122223333\", \"RootAccessKeys\": [ { \"AccessKeyId\": \"AKIATEST000000000001\" } ] }")]
    [InlineData("role", "{ \"RoleName\": \"r\" }")]
    [InlineData("role", "{ \"RoleName\": \"r s\", \"AssumeRolePolicyDocument\": § }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": \"%7B%7D\" }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"MaxSessionDuration\": 900 }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"MaxSessionDuration\": \"3600\" }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"RoleId\": \"AIDAEXAMPLE1234567890\" }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"Path\": \"team\" }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"Tags\": [ { \"Key\": \"\", \"Value\": \"x\" } ] }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"AttachedManagedPolicies\": [ { \"PolicyArn\": \"ReadOrders\" } ] }")]
    [InlineData("role", "{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": §, \"RolePolicyList\": [ { \"PolicyName\": \"p\", \"PolicyDocument\": § } ] }")]
    [InlineData("user", "{ \"UserName\": \"u\", \"GroupList\": [ \"g\" ] }")]
    [InlineData("user", "{ \"UserName\": \"u\", \"AccessKeys\": [ { \"AccessKeyId\": \"x\", \"SecretAccessKeyFile\": \"u.secret\" } ] }")]
    [InlineData("user", "{ \"UserName\": \"u\", \"AccessKeys\": [ { \"AccessKeyId\": \"AKIATEST000000000001\", \"SecretAccessKeyFile\": \"/etc/secret\" } ] }")]
    [InlineData("user", "{ \"UserName\": \"u\", \"MfaDevices\": [ { \"SerialNumber\": \"arn:aws:iam::111122223333:user/u\", \"Base32StringSeedFile\": \"u.seed\" } ] }")]
    [InlineData("user", "{ \"UserName\": \"u\", \"MfaDevices\": [ { \"SerialNumber\": \"GAHT12345678\", \"Base32StringSeed\": \"ABC\" } ] }")]
    [InlineData("provider", "{ \"Url\": \"https://oidc.example.com\" }")]
    [InlineData("provider", "{ \"Type\": \"ldap\", \"Url\": \"https://oidc.example.com\" }")]
    [InlineData("provider", "{ \"Type\": \"oidc\", \"Url\": \"http://oidc.example.com\" }")]
    [InlineData("provider", "{ \"Type\": \"oidc\", \"Url\": \"https://oidc.example.com:8443\" }")]
    [InlineData("provider", "{ \"Type\": \"oidc\", \"Url\": \"https://oidc.example.com\", \"MetadataFile\": \"x.xml\" }")]
    [InlineData("provider", "{ \"Type\": \"saml\", \"Name\": \"corp\" }")]
    [InlineData("resource", "{ \"Resource\": \"docs\" }")]
    [InlineData("resource", "{ \"Resource\": \"arn:aws:s3:::docs\", \"Policy\": { \"Statement\": { \"Effect\": \"Allow\", \"Action\": \"s3:Get*\" } } }")]
    public void A_typical_fault_is_refused(string schema, string text) => Assert.False(SchemaSet.Accepts(schema, text.Replace("§", Trust, StringComparison.Ordinal)));

    [Fact]
    public void Units_lie_at_most_five_deep()
    {
        Assert.True(SchemaSet.Accepts("organization", Nested(5)));
        Assert.False(SchemaSet.Accepts("organization", Nested(6)));
    }

    private const string Trust = """{ "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" } }""";

    private static string Nested(int depth)
    {
        var units = "";
        for (var i = depth; i > 0; i--) units = $$""", "OrganizationalUnits": [ { "Id": "ou-{{i}}"{{units}} } ]""";
        return $$"""{ "Id": "o-x", "ManagementAccountId": "999999999999", "Root": { "Id": "r-x"{{units}} } }""";
    }

    /// <summary>Whether the example organization is read when one of its files has another text.</summary>
    private static bool IsRead(string path, string text)
    {
        var files = new OrganizationFiles(Example.Select(f => f.Path == path ? new OrganizationFile(path, Encoding.UTF8.GetBytes(text)) : f));
        var findings = new DiagnosticList();
        OrganizationReader.Read(files, findings);
        return !findings.Sorted().Any(f => f.IsError && f.Source == path);
    }

    private static string TextOf(string path) => Encoding.UTF8.GetString(Example.Single(f => f.Path == path).Content.Span);

    private static string? SchemaOf(string path) => path.Split('/') switch
    {
        ["organization.json"] => "organization",
        ["policies", "service-control", _] => "service-control-policy",
        ["policies", "resource-control", _] => "resource-control-policy",
        ["policies", "managed", _] or ["accounts", _, "policies", _] => "identity-policy",
        ["accounts", _, "account.json"] => "account",
        ["accounts", _, "roles", _] => "role",
        ["accounts", _, "users", var name] when name.EndsWith(".json", StringComparison.Ordinal) => "user",
        ["accounts", _, "providers", var name] when name.EndsWith(".json", StringComparison.Ordinal) => "provider",
        ["accounts", _, "resources", _] => "resource",
        _ => null,
    };

    private static bool IsInPolicy(JsonNode node)
    {
        for (JsonNode? at = node; at is not null; at = at.Parent)
            if (at is JsonObject members && members.ContainsKey("Statement")) return true;
        return false;
    }

    private static JsonNode Parse(string text) =>
        JsonNode.Parse(text, null, new System.Text.Json.JsonDocumentOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch { JsonObject members => members.Select(m => m.Value), JsonArray items => items, _ => [] };
        foreach (JsonNode place in children.OfType<JsonNode>().SelectMany(Places)) yield return place;
    }
}
