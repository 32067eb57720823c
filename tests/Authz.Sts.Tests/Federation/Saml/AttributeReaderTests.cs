using Authz.Sts.Federation.Saml;

namespace Authz.Sts.Tests.Federation.Saml;

public sealed class AttributeReaderTests
{
    private const string Name = "<saml:Attribute Name=\"https://aws.amazon.com/SAML/Attributes/RoleSessionName\"><saml:AttributeValue>alice</saml:AttributeValue></saml:Attribute>";

    [Fact]
    public void What_aws_asks_for_is_read()
    {
        SamlAssertion assertion = Responses.Accepted(Responses.With(
            Responses.Attribute("SessionDuration", "900"), Responses.Attribute("SourceIdentity", "alice@corp"),
            Responses.Attribute("PrincipalTag:team", "orders"), Responses.Attribute("PrincipalTag:a:b", ""),
            Responses.Attribute("TransitiveTagKeys", "team", "a:b")));
        Assert.Equal((TimeSpan.FromSeconds(900), "alice@corp"), (assertion.SessionDuration, assertion.SourceIdentity));
        Assert.Equal([new("team", "orders"), new("a:b", "")], assertion.Tags);
        Assert.Equal(["team", "a:b"], assertion.TransitiveTagKeys);
    }

    [Fact]
    public void S09_role_and_provider_stand_together_in_either_order()
    {
        const string Other = "arn:aws:iam::444455556666:role/Other";
        SamlAssertion assertion = Responses.Accepted(Responses.With(Responses.Attribute("Role", $"\n  {Responses.Provider},{Other}\n", "arn:aws:iam::444455556666:role/a,b")));
        Assert.True(assertion.Asserts(Responses.Role, Responses.Provider));
        Assert.True(assertion.Asserts(Other, Responses.Provider));
        Assert.False(assertion.Asserts(Other, Responses.Provider + "2"));
        Assert.False(assertion.Asserts(Other, Responses.Role));
        Assert.False(assertion.Asserts(Responses.Role + "2", Responses.Provider));
        Assert.False(assertion.Asserts(Responses.Role.ToUpperInvariant(), Responses.Provider));
    }

    [Fact]
    public void Attributes_that_policies_may_ask_about_are_context_keys()
    {
        SamlAssertion assertion = Responses.Accepted(Responses.With(
            Responses.Named("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "member", "staff"), Responses.Named("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "dc=example"),
            Responses.Named("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "a@example"),
            Responses.Named("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "<saml:NameID>x</saml:NameID>"), Responses.Named("urn:x", "y")));
        Assert.Equal(["saml:edupersonaffiliation", "saml:edupersonorgdn", "saml:mail"], assertion.Keys.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["member", "staff"], assertion.Keys["saml:edupersonaffiliation"]);
    }

    [Theory]
    [InlineData("", "`RoleSessionName` is missing")]
    [InlineData("a", "`RoleSessionName` has not 2 to 64")]
    [InlineData("alice smith", "`RoleSessionName` has not 2 to 64")]
    [InlineData("\u00E4\u00F6", "`RoleSessionName` has not 2 to 64")]
    [InlineData("alice<b/>", "is no text")]
    public void S08_a_session_has_a_name(string value, string reason)
    {
        var attribute = value.Length == 0 ? "" : Responses.Attribute("RoleSessionName", value);
        Responses.Refused(Responses.Changed(Name, attribute), reason);
    }

    [Theory]
    [InlineData("RoleSessionName", "2 values instead of one", "bob")]
    [InlineData("SourceIdentity", "2 values instead of one", "ab", "cd")]
    [InlineData("SourceIdentity", "0 values instead of one")]
    [InlineData("SourceIdentity", "`SourceIdentity` has not 2 to 64", "aws:x")]
    [InlineData("SessionDuration", "`SessionDuration`", "899")]
    [InlineData("SessionDuration", "`SessionDuration`", "43201")]
    [InlineData("SessionDuration", "`SessionDuration`", "900.0")]
    [InlineData("SessionDuration", "`SessionDuration`", " 900")]
    [InlineData("SessionDuration", "2 values instead of one", "900", "43200")]
    [InlineData("PrincipalTag:team", "2 values instead of one", "a", "b")]
    [InlineData("PrincipalTag:team", "is no text", "a<b/>")]
    public void What_is_given_twice_or_wrongly_is_refused(string name, string reason, params string[] values) =>
        Responses.Refused(Responses.With(Responses.Attribute(name, values)), reason);

    [Fact]
    public void Names_are_exact()
    {
        Responses.Refused(Responses.Changed("Attributes/RoleSessionName", "Attributes/rolesessionname"), "`RoleSessionName` is missing");
        Assert.Null(Responses.Accepted(Responses.With(Responses.Named("http://aws.amazon.com/SAML/Attributes/SourceIdentity", "x"))).SourceIdentity);
    }
}
