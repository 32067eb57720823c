using System.Security.Cryptography;
using System.Text;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Federation.Saml;

public sealed class SamlOperationTests : IDisposable
{
    private const string Edu = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
    private const string TwoRoles = $"<saml:AttributeValue>{Responses.Role},{Responses.Provider}</saml:AttributeValue>";

    private readonly SamlWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void S01_a_subject_of_a_provider_gets_a_session()
    {
        IssuedSession session = _world.Take();
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Deploy/alice", session.Arn);
        Assert.Equal(Responses.Now.AddSeconds(3600), session.Claims.Expiration);
        ProviderClaims provider = session.Claims.Provider!;
        Assert.Equal((Responses.Provider, Responses.Issuer, "alice", "https://signin.aws.amazon.com/saml"),
            (provider.ProviderArn, provider.Issuer, provider.Subject, provider.Audience));
        // Base64(SHA1(issuer + account + "/" + provider)), STS section 1.4
        var qualifier = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes("https://idp.example/saml444455556666/corp")));
        Assert.Equal(["persistent", qualifier], provider.Details);
    }

    [Fact]
    public void S01_the_session_does_what_the_role_may()
    {
        IssuedSession session = _world.Take();
        Assert.True(_world.World.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.World.Ask(session, "ec2:RunInstances").IsAllowed);
    }

    [Fact]
    public void S02_an_unsigned_response_is_refused() => _world.Refuse(StsErrorCode.InvalidIdentityToken, SamlWorld.Request(Responses.Plain));

    [Fact]
    public void S06_an_expired_assertion_is_refused_as_such()
    {
        var response = Responses.With();
        _world.World.Clock.Now = Responses.Now.AddMinutes(6);
        _world.Refuse(StsErrorCode.ExpiredTokenException, SamlWorld.Request(response));
    }

    [Fact]
    public void S07_a_wrong_audience_is_refused() =>
        _world.Refuse(StsErrorCode.InvalidIdentityToken, SamlWorld.Request(Responses.Changed("urn:amazon:webservices", "urn:other")));

    [Fact]
    public void S08_a_session_without_a_name_is_refused() =>
        _world.Refuse(StsErrorCode.InvalidIdentityToken, SamlWorld.Request(Responses.Changed(">alice</saml:AttributeValue>", ">al ice</saml:AttributeValue>")));

    [Fact]
    public void S09_role_and_provider_must_be_asserted_together()
    {
        Assert.Contains("sts:AssumeRoleWithSAML", _world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(Responses.With(), SamlWorld.Other)).Message, StringComparison.Ordinal);
        _world.Take(SamlWorld.Request(Responses.Changed($"{Responses.Role},{Responses.Provider}", $"{Responses.Provider},{Responses.Role}")));
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:saml-provider/nobody")]
    [InlineData("arn:aws:iam::111122223333:saml-provider/corp")]
    public void A_provider_that_the_roles_account_has_not_is_refused(string provider) =>
        _world.Refuse(StsErrorCode.InvalidIdentityToken, SamlWorld.Request(Responses.With(), provider: provider));

    [Fact]
    public void S10_the_providers_session_ends_ours()
    {
        var response = Responses.Changed("AuthnInstant=", "SessionNotOnOrAfter=\"2126-01-02T03:24:05Z\" AuthnInstant=");
        Assert.Equal(Responses.Now.AddMinutes(20), _world.Take(SamlWorld.Request(response, duration: 3600)).Claims.Expiration);
        var late = Responses.Changed("AuthnInstant=", "SessionNotOnOrAfter=\"2126-01-03T03:24:05Z\" AuthnInstant=");
        Assert.Equal(Responses.Now.AddMinutes(15), _world.Take(SamlWorld.Request(late, duration: 900)).Claims.Expiration);
    }

    [Theory]
    [InlineData("900", 3600, 900)]
    [InlineData("43200", null, 3600)]
    [InlineData("3600", 1200, 1200)]
    public void S11_a_session_duration_only_shortens(string asserted, int? asked, int seconds)
    {
        var response = Responses.With(Responses.Attribute("SessionDuration", asserted));
        Assert.Equal(Responses.Now.AddSeconds(seconds), _world.Take(SamlWorld.Request(response, duration: asked)).Claims.Expiration);
    }

    [Fact]
    public void The_shorter_of_the_two_ends_it()
    {
        var response = Responses.Sign(Responses.Plain.Replace("AuthnInstant=", "SessionNotOnOrAfter=\"2126-01-02T03:24:05Z\" AuthnInstant=", StringComparison.Ordinal)
            .Replace(Responses.Statement, Responses.Statement + Responses.Attribute("SessionDuration", "900"), StringComparison.Ordinal), "_a");
        Assert.Equal(Responses.Now.AddMinutes(15), _world.Take(SamlWorld.Request(response)).Claims.Expiration);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(900)]
    public void Durations_within_the_roles_maximum_are_given(int seconds) =>
        Assert.Equal(Responses.Now.AddSeconds(seconds), _world.Take(SamlWorld.Request(Responses.With(), duration: seconds)).Claims.Expiration);

    [Theory]
    [InlineData(3601)]
    [InlineData(899)]
    [InlineData(43201)]
    public void Durations_beyond_are_refused(int seconds) =>
        _world.Refuse(StsErrorCode.ValidationError, SamlWorld.Request(Responses.With(), duration: seconds));

    [Fact]
    public void A_second_value_of_a_key_that_has_one_does_not_pass_by_a_deny()
    {
        _world.WithTrust(
            SamlWorld.Statement(),
            SamlWorld.Statement("""{ "StringEquals": { "saml:edupersonprimaryaffiliation": "student" } }""", effect: "Deny"));
        _world.Take(Responses.Named($"{Edu}5", "staff"));
        _world.Refuse(StsErrorCode.AccessDenied, Responses.Named($"{Edu}5", "student"));
        var two = _world.Refuse(StsErrorCode.InvalidIdentityToken, Responses.Named($"{Edu}5", "student", "student"));
        Assert.Contains("`saml:edupersonprimaryaffiliation` has 2 values instead of one", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S12_off_lets_an_assertion_count_again()
    {
        var response = BothRoles();
        _world.Take(SamlWorld.Request(response));
        _world.Take(SamlWorld.Request(response, SamlWorld.Other));
        _world.Take(SamlWorld.Request(response));
    }

    [Fact]
    public void S12_per_role_lets_it_count_once_for_each_role()
    {
        using var world = new SamlWorld(SamlReplay.PerRole);
        var response = BothRoles();
        world.Take(SamlWorld.Request(response));
        world.Take(SamlWorld.Request(response, SamlWorld.Other));
        Assert.Contains("redeemed before", world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response)).Message, StringComparison.Ordinal);
        // signed again under the same ID it is the same assertion
        world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(Responses.Sign(Responses.Plain, "_r")));
        world.Take(SamlWorld.Request(Responses.Sign(Responses.Plain.Replace("\"_a\"", "\"_a2\"", StringComparison.Ordinal), "_a2")));
    }

    [Fact]
    public void S12_strict_lets_it_count_once()
    {
        using var world = new SamlWorld(SamlReplay.Strict);
        var response = BothRoles();
        world.Take(SamlWorld.Request(response));
        world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response, SamlWorld.Other));
    }

    [Fact]
    public void S12_an_assertion_does_not_count_again_in_its_last_moment()
    {
        using var world = new SamlWorld(SamlReplay.Strict);
        var response = Responses.Sign(Responses.Plain.Replace("2126-01-02T03:08:30Z", "2126-01-02T03:05:00.9Z", StringComparison.Ordinal), "_a");
        world.Take(SamlWorld.Request(response));
        // within the tolerance for clocks
        world.World.Clock.Now = Responses.Now.AddSeconds(115.5);
        world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response));
    }

    [Fact]
    public void S12_what_was_refused_was_not_redeemed()
    {
        using var world = new SamlWorld(SamlReplay.Strict);
        world.Refuse(StsErrorCode.ValidationError, SamlWorld.Request(Responses.With(), duration: 7200));
        world.Refuse(StsErrorCode.MalformedPolicyDocument, SamlWorld.Request(Responses.With(), policy: "{}"));
        world.Take();
    }

    [Fact]
    public void An_assertion_for_one_use_is_used_once_also_when_replay_is_off()
    {
        var response = Responses.Changed(Responses.Audience, Responses.Audience + "<saml:OneTimeUse/>");
        _world.Take(SamlWorld.Request(response));
        _world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response));
    }

    [Theory]
    [InlineData("""{ "StringEquals": { "saml:aud": "https://signin.aws.amazon.com/saml" } }""", true)]
    [InlineData("""{ "StringEquals": { "SAML:aud": "urn:amazon:webservices" } }""", false)]
    [InlineData("""{ "StringEquals": { "saml:iss": "https://idp.example/saml" } }""", true)]
    [InlineData("""{ "StringEquals": { "saml:sub": "alice", "saml:sub_type": "persistent" } }""", true)]
    [InlineData("""{ "StringEquals": { "saml:sub": "bob" } }""", false)]
    [InlineData("""{ "StringEquals": { "saml:doc": "444455556666/corp" } }""", true)]
    [InlineData("""{ "StringNotEquals": { "saml:namequalifier": "x" }, "Null": { "saml:namequalifier": "false" } }""", true)]
    [InlineData("""{ "StringEquals": { "saml:edupersonorgdn": "dc=example" } }""", true)]
    [InlineData("""{ "ForAnyValue:StringEquals": { "saml:edupersonaffiliation": "staff" } }""", true)]
    [InlineData("""{ "ForAllValues:StringEquals": { "saml:edupersonaffiliation": "staff" } }""", false)]
    [InlineData("""{ "Null": { "saml:mail": "true" } }""", true)]
    [InlineData("""{ "StringEquals": { "sts:RoleSessionName": "alice" } }""", true)]
    [InlineData("""{ "NumericEquals": { "sts:DurationSeconds": "900" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }""", true)]
    public void S01_the_trust_policy_asks_about_the_assertion(string condition, bool allowed)
    {
        _world.WithTrust(SamlWorld.Statement(condition));
        SamlRequest request = SamlWorld.Request(
            Responses.With(Responses.Named(Edu + "1", "member", "staff"), Responses.Named(Edu + "3", "dc=example")), duration: 900);
        if (allowed) _world.Take(request);
        else _world.Refuse(StsErrorCode.AccessDenied, request);
    }

    [Fact]
    public void Trust_names_the_provider_and_the_action()
    {
        _world.WithTrust(SamlWorld.Statement(provider: "arn:aws:iam::444455556666:saml-provider/other"));
        _world.Refuse(StsErrorCode.AccessDenied);
        _world.WithTrust(SamlWorld.Statement(actions: "\"sts:AssumeRoleWithWebIdentity\""));
        _world.Refuse(StsErrorCode.AccessDenied);
        _world.WithTrust(SamlWorld.Statement(), SamlWorld.Statement("""{ "StringEquals": { "saml:sub": "alice" } }""", effect: "Deny"));
        _world.Refuse(StsErrorCode.AccessDenied);
    }

    [Fact]
    public void A_role_that_does_not_exist_looks_like_one_that_may_not_be_taken()
    {
        const string Nobody = "arn:aws:iam::444455556666:role/Nobody";
        var response = Responses.With(Responses.Attribute("Role", $"{Nobody},{Responses.Provider}"));
        StsError none = _world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response, Nobody));
        _world.WithRole(new RoleSketch("Nobody", PolicyText.Trust("arn:aws:iam::444455556666:root")));
        Assert.Equal(none, _world.Refuse(StsErrorCode.AccessDenied, SamlWorld.Request(response, Nobody)));
    }

    [Fact]
    public void Tags_and_source_identity_need_their_permissions()
    {
        string[] tags = [Responses.Attribute("PrincipalTag:team", "orders"), Responses.Attribute("TransitiveTagKeys", "team")];
        Assert.Contains("sts:TagSession", _world.Refuse(StsErrorCode.AccessDenied, tags).Message, StringComparison.Ordinal);
        var source = Responses.Attribute("SourceIdentity", "alice@corp");
        Assert.Contains("sts:SetSourceIdentity", _world.Refuse(StsErrorCode.AccessDenied, source).Message, StringComparison.Ordinal);
        _world.WithTrust(SamlWorld.Statement(actions: "\"sts:AssumeRoleWithSAML\", \"sts:TagSession\", \"sts:SetSourceIdentity\""));
        IssuedSession session = _world.Take([.. tags, source]);
        Assert.Equal([new("team", "orders")], session.Claims.Tags);
        Assert.Equal(["team"], session.Claims.TransitiveTagKeys);
        Assert.Equal("alice@corp", session.Claims.SourceIdentity);
    }

    [Theory]
    [InlineData("PrincipalTag:a!", "x")]
    [InlineData("PrincipalTag:", "x")]
    [InlineData("TransitiveTagKeys", "nobody")]
    [InlineData("PrincipalTag:Team", "other")]
    public void Tags_that_break_a_rule_make_the_assertion_invalid(string name, string value)
    {
        _world.WithTrust(SamlWorld.Statement(actions: "\"sts:AssumeRoleWithSAML\", \"sts:TagSession\""));
        _world.Refuse(StsErrorCode.InvalidIdentityToken, Responses.Attribute("PrincipalTag:team", "orders"), Responses.Attribute(name, value));
    }

    [Fact]
    public void The_session_knows_who_its_subject_is()
    {
        _world.WithRole(World.Deploy with
        {
            Trust = PolicyText.Document(SamlWorld.Statement()),
            Policy = PolicyText.Document($$"""
                { "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "saml:sub": "alice", "saml:sub_type": "persistent",
                  "aws:FederatedProvider": "{{Responses.Provider}}" }, "Null": { "saml:namequalifier": "false", "saml:iss": "true", "saml:aud": "true" } } }
                """),
        });
        Assert.True(_world.World.Ask(_world.Take(), "s3:GetObject").IsAllowed);
        Assert.False(_world.World.Ask(_world.Take(SamlWorld.Request(Responses.Changed(">alice</saml:NameID>", ">bob</saml:NameID>"))), "s3:GetObject").IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:user/x", Responses.Provider)]
    [InlineData(Responses.Role, "corp")]
    [InlineData(Responses.Role, "arn:aws:iam::444455556666:oidc-provider/corp")]
    public void Parameters_are_checked_first(string role, string provider) =>
        _world.Refuse(StsErrorCode.ValidationError, SamlWorld.Request(Responses.Plain, role, provider: provider));

    [Fact]
    public void Region_rules_hold_as_for_every_session()
    {
        _world.Refuse(StsErrorCode.RegionDisabledException, SamlWorld.Request(Responses.With(), endpoint: new StsEndpoint(false, World.OptIn)));
        Assert.Equal(["eu-west-1"], _world.Take(SamlWorld.Request(Responses.With(), scope: ["eu-west-1"])).Claims.RegionScope);
    }

    // an assertion for Deploy and for Other
    private static string BothRoles() =>
        Responses.Changed(TwoRoles, TwoRoles + $"<saml:AttributeValue>{SamlWorld.Other},{Responses.Provider}</saml:AttributeValue>");
}
