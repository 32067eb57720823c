using System.Text;
using Authz.Organizations.Providers;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>Assertions signed by xmlsec1 (<c>golden/make</c>).</summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Federation", "Saml", "golden");

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SamlMetadata Metadata = ReadMetadata();

    public static TheoryData<string> Accepted =>
    [
        "rsa-sha256", "rsa-sha384", "rsa-sha512", "ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512", "prefix-list", "response-signed",
        "response-prefix-list", "both-signed",
    ];

    [Fact]
    public void Every_file_is_tested() =>
        Assert.Equal(Accepted.Select(row => row.Data).Concat(["metadata", "refused-sha1"]).Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.xml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void S01_an_assertion_of_another_tool_is_verified_and_read(string name)
    {
        SamlResult result = Verify(Text(name), Metadata);
        Assert.Equal(default, result.Error);
        SamlAssertion assertion = result.Assertion!;
        Assert.Equal(("_assertion", Responses.Issuer, "Jörg & <Söhne>\r", "persistent", "https://signin.aws.amazon.com/saml"),
            (assertion.Id, assertion.Issuer, assertion.Subject, assertion.SubjectType, assertion.Recipient));
        Assert.True(assertion.Asserts(Responses.Role, Responses.Provider));
        Assert.Equal("joerg", assertion.RoleSessionName);
        Assert.Equal([new("team", "orders & co")], assertion.Tags);
        Assert.Equal(["dc=example"], assertion.Keys["saml:edupersonorgdn"]);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void S02_one_changed_character_breaks_it(string name)
    {
        var text = Text(name);
        SamlResult changed = Verify(text.Replace(">joerg<", ">joerh<", StringComparison.Ordinal), Metadata);
        Assert.Equal(StsErrorCode.InvalidIdentityToken, changed.Error.Code);
        Assert.Contains("not of this text", changed.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Another_providers_keys_do_not_verify_it(string name)
    {
        Assert.Contains("not made with a key", Verify(Text(name), Responses.Metadata).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S13_sha1_does_not_count()
    {
        SamlResult refused = Verify(Text("refused-sha1"), Metadata);
        Assert.Equal(StsErrorCode.InvalidIdentityToken, refused.Error.Code);
        Assert.Contains("`SignatureMethod`", refused.Error.Message, StringComparison.Ordinal);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".xml"), Encoding.UTF8);

    private static SamlResult Verify(string text, SamlMetadata metadata) => Responses.Verify(text, now: Now, metadata: metadata);

    // read as an organization's file is
    private static SamlMetadata ReadMetadata()
    {
        using var world = new World();
        world.With($"accounts/{World.B}/providers/corp.json", """{ "Type": "saml", "Name": "corp", "MetadataFile": "corp.xml" }""");
        world.With($"accounts/{World.B}/providers/corp.xml", Text("metadata"));
        return world.Snapshot.Organization.Accounts.Single(static a => a.Id.Value == World.B).SamlProviders[0].Metadata;
    }
}
