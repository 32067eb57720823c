using Authz.Organizations.Providers;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;

namespace Authz.Sts.Tests.Federation.Saml;

public sealed class SamlVerifierTests
{
    private const string ConditionsEnd = "NotOnOrAfter=\"2126-01-02T03:08:30Z\">";

    [Fact]
    public void S01_a_valid_response_says_who_came()
    {
        SamlAssertion assertion = Responses.Accepted(Responses.With());
        Assert.Equal(("_a", Responses.Issuer, "alice", "persistent", "https://signin.aws.amazon.com/saml", "alice"),
            (assertion.Id, assertion.Issuer, assertion.Subject, assertion.SubjectType, assertion.Recipient, assertion.RoleSessionName));
        Assert.Equal((Responses.Now.AddSeconds(265), (DateTimeOffset?)null, (TimeSpan?)null, (string?)null),
            (assertion.NotOnOrAfter, assertion.SessionNotOnOrAfter, assertion.SessionDuration, assertion.SourceIdentity));
        Assert.False(assertion.IsOneTimeUse);
    }

    [Theory]
    [InlineData(" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"", " Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"", "transient")]
    [InlineData(" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"", " Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")]
    [InlineData(" Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"", "", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")]
    public void S01_the_subjects_type_is_its_format(string from, string to, string type) =>
        Assert.Equal(type, Responses.Accepted(Responses.Changed(from, to)).SubjectType);

    [Theory]
    [InlineData("admin<!---->@evil.example")]
    [InlineData("admin<!-- x -->@evil.example")]
    [InlineData("admin<?x y?>@evil.example")]
    [InlineData("admin<b/>@evil.example")]
    public void S04_a_name_that_readers_cut_differently_is_refused(string name)
    {
        // an attacker who has a signed assertion inserts it: canonicalization without comments would not see it
        Responses.Refused(Responses.Sign(Responses.Plain, "_a").Replace(">alice</saml:NameID>", $">{name}</saml:NameID>", StringComparison.Ordinal), "");
        // and even one that the provider signed is not cut
        Responses.Refused(Responses.Changed(">alice</saml:NameID>", $">{name}</saml:NameID>"), "");
    }

    [Fact]
    public void S04_texts_in_pieces_are_read_whole()
    {
        SamlAssertion assertion = Responses.Accepted(Responses.Changed(">alice</saml:NameID>", "><![CDATA[ad]]>min&#64;<![CDATA[]]>evil</saml:NameID>"));
        Assert.Equal("admin@evil", assertion.Subject);
    }

    [Theory]
    [InlineData("<!DOCTYPE samlp:Response>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"b\">]>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>")]
    [InlineData("<!DOCTYPE r SYSTEM \"https://evil.example/x.dtd\">")]
    [InlineData("<!DOCTYPE r [<!ATTLIST x ID ID #REQUIRED>]>")]
    public void S05_a_document_type_is_refused(string type) => Responses.Refused(type + Responses.With(), "document type");

    [Fact]
    public void S05_comments_depth_and_foreign_encodings_are_refused()
    {
        Responses.Refused("<!-- a -->" + Responses.With(), "comment");
        Responses.Refused(Responses.With().Replace("</saml:Attribute>", "<!-- a --></saml:Attribute>", StringComparison.Ordinal), "comment");
        Responses.Refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + Responses.With(), "UTF-8");
        var deep = string.Concat(Enumerable.Repeat("<x>", 64)) + string.Concat(Enumerable.Repeat("</x>", 64));
        Responses.Refused(Responses.Changed("<saml:AuthnStatement", deep + "<saml:AuthnStatement"), "deep");
    }

    [Fact]
    public void A_canonical_form_that_some_leave_empty_is_refused()
    {
        // relative namespaces: canonicalization is undefined, and libraries that return an empty text have signed nothing
        Responses.Refused(Responses.With().Replace("<saml:Assertion ", "<saml:Assertion xmlns:ns=\"1\" ", StringComparison.Ordinal), "no absolute URI");
        Responses.Refused(Responses.With().Replace("<samlp:Response ", "<samlp:Response xmlns:ns=\"../x\" ", StringComparison.Ordinal), "no absolute URI");
    }

    [Theory]
    [InlineData("xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"", "xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\"")]
    [InlineData("xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"", "xmlns:samlp=\"urn:oasis:names:tc:SAML:1.0:protocol\"")]
    [InlineData("<saml:Subject>", "<saml:Subject xmlns:saml=\"urn:x\">")]
    [InlineData("<saml:Conditions ", "<saml:Conditions xmlns:saml=\"urn:x\" ")]
    [InlineData("<saml:AttributeStatement>", "<saml:AttributeStatement xmlns:saml=\"urn:x\">")]
    [InlineData("<saml:Issuer>https://idp.example/saml</saml:Issuer><saml:Subject>", "<x:Issuer xmlns:x=\"urn:x\">https://idp.example/saml</x:Issuer><saml:Subject>")]
    [InlineData("<saml:SubjectConfirmation ", "<saml:SubjectConfirmation xmlns:saml=\"urn:x\" ")]
    [InlineData(" Recipient=", " xmlns:x=\"urn:x\" x:Recipient=")]
    [InlineData("<saml:Attribute Name=\"https://aws.amazon.com/SAML/Attributes/RoleSessionName\">", "<saml:Attribute xmlns:x=\"urn:x\" x:Name=\"https://aws.amazon.com/SAML/Attributes/RoleSessionName\">")]
    public void Names_count_with_their_namespaces(string from, string to) => Responses.Refused(Responses.Changed(from, to), "");

    [Theory]
    [InlineData("ID=\"_a\" Version=\"2.0\"", "ID=\"_a\" Version=\"1.1\"", "the assertion is not of SAML 2.0")]
    [InlineData("Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\" Dest", "IssueInstant=\"2126-01-02T03:03:30Z\" Dest", "no `Response` of SAML 2.0")]
    [InlineData("status:Success\"/>", "status:Success\"/><samlp:StatusCode Value=\"x\"/>", "exactly one status")]
    [InlineData("https://idp.example/saml</saml:Issuer><saml:Subject>", "https://evil.example/saml</saml:Issuer><saml:Subject>", "the assertion's `Issuer`")]
    [InlineData("https://idp.example/saml</saml:Issuer><saml:Subject>", "https://idp.example/saml </saml:Issuer><saml:Subject>", "the assertion's `Issuer`")]
    [InlineData("https://idp.example/saml</saml:Issuer><samlp:Status>", "https://evil.example/saml</saml:Issuer><samlp:Status>", "the response's `Issuer`")]
    [InlineData("Destination=\"https://signin.aws.amazon.com/saml\"", "Destination=\"https://eu-west-1.signin.aws.amazon.com/saml\"", "`Destination`")]
    [InlineData("Destination=\"https://signin.aws.amazon.com/saml\"", "Destination=\"\"", "`Destination`")]
    [InlineData("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"https://evil.example/saml\"", "is not ours")]
    [InlineData("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"https://evil.example/.signin.aws.amazon.com/saml\"", "is not ours")]
    [InlineData("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"https://.signin.aws.amazon.com/saml\"", "is not ours")]
    [InlineData("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"https://signin.aws.amazon.com/saml/\"", "is not ours")]
    [InlineData(" Recipient=\"https://signin.aws.amazon.com/saml\"", "", "is not ours")]
    [InlineData(Responses.Confirmation, "", "exactly one bearer")]
    [InlineData(Responses.Confirmation, Responses.Confirmation + Responses.Confirmation, "exactly one bearer")]
    [InlineData("cm:bearer", "cm:holder-of-key", "exactly one bearer")]
    [InlineData(" NotOnOrAfter=\"2126-01-02T03:08:30Z\"/>", "/>", "confirmation is no UTC time")]
    [InlineData(" NotOnOrAfter=\"2126-01-02T03:08:30Z\"/>", " NotOnOrAfter=\"2126-01-02T03:08:30+00:00\"/>", "confirmation is no UTC time")]
    [InlineData(" NotOnOrAfter=\"2126-01-02T03:08:30Z\"/>", " NotBefore=\"2126-01-02T03:05:06Z\" NotOnOrAfter=\"2126-01-02T03:08:30Z\"/>", "not valid yet")]
    [InlineData(Responses.Audience, "", "not restricted to an audience")]
    [InlineData("urn:amazon:webservices", "urn:amazon:webservices:govcloud", "another audience")]
    [InlineData(Responses.Audience, Responses.Audience + "<saml:AudienceRestriction><saml:Audience>urn:x</saml:Audience></saml:AudienceRestriction>", "another audience")]
    [InlineData(Responses.Audience, Responses.Audience + "<x:Condition xmlns:x=\"urn:x\"/>", "the condition `Condition` is unknown")]
    [InlineData("NotBefore=\"2126-01-02T03:02:30Z\"", "NotBefore=\"2126-01-02T03:05:06Z\"", "not valid yet")]
    [InlineData("NotBefore=\"2126-01-02T03:02:30Z\"", "NotBefore=\"soon\"", "`NotBefore`")]
    [InlineData(ConditionsEnd, "NotOnOrAfter=\"\">", "`NotOnOrAfter`")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:05:06Z\"", "in the future")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\"", "`IssueInstant`")]
    [InlineData("</saml:Assertion>", "<saml:Conditions/></saml:Assertion>", "exactly one `Conditions`")]
    [InlineData("</saml:Assertion>", "<saml:Subject/></saml:Assertion>", "exactly one `Subject`")]
    [InlineData("AuthnInstant=\"2126-01-02T03:03:00Z\"", "AuthnInstant=\"2126-01-02T03:03:00Z\" SessionNotOnOrAfter=\"x\"", "`SessionNotOnOrAfter`")]
    [InlineData(Responses.NameId, Responses.NameId + Responses.NameId, "one `NameID`")]
    public void S07_what_is_not_meant_for_us_now_is_refused(string from, string to, string reason) => Responses.Refused(Responses.Changed(from, to), reason);

    [Theory]
    [InlineData(Responses.NameId, "")]
    [InlineData(">alice</saml:NameID>", "></saml:NameID>")]
    [InlineData(">alice</saml:NameID>", "> </saml:NameID>")]
    [InlineData(Responses.NameId, "<saml:EncryptedID/>")]
    public void No_name_is_no_access(string from, string to) => Responses.Refused(Responses.Changed(from, to), "has no `NameID`", StsErrorCode.AccessDenied);

    [Theory]
    [InlineData(ConditionsEnd, "NotOnOrAfter=\"2126-01-02T03:03:05Z\">")]
    [InlineData("NotOnOrAfter=\"2126-01-02T03:08:30Z\"/>", "NotOnOrAfter=\"2126-01-02T03:03:05Z\"/>")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T02:58:05Z\"")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T02:59:04Z\"")]
    [InlineData("AuthnInstant=", "SessionNotOnOrAfter=\"2126-01-02T03:04:05Z\" AuthnInstant=")]
    public void S06_what_is_over_has_expired(string from, string to) => Responses.Refused(Responses.Changed(from, to), "", StsErrorCode.ExpiredTokenException);

    [Theory]
    [InlineData(ConditionsEnd, "NotOnOrAfter=\"2126-01-02T03:03:06Z\">")]
    [InlineData("NotBefore=\"2126-01-02T03:02:30Z\"", "NotBefore=\"2126-01-02T03:05:05Z\"")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T02:59:05Z\"")]
    [InlineData("ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:03:30Z\"", "ID=\"_a\" Version=\"2.0\" IssueInstant=\"2126-01-02T03:05:05Z\"")]
    [InlineData("urn:amazon:webservices", "https://signin.aws.amazon.com/saml")]
    [InlineData(" Destination=\"https://signin.aws.amazon.com/saml\"", " InResponseTo=\"_nobody\"")]
    [InlineData("https://signin.aws.amazon.com/saml", "https://eu-west-1.signin.aws.amazon.com/saml")]
    [InlineData(Responses.Audience, Responses.Audience + "<saml:ProxyRestriction Count=\"0\"/>")]
    [InlineData(Responses.Confirmation, Responses.Confirmation + "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:sender-vouches\"/>")]
    public void What_is_just_good_enough_is_accepted(string from, string to) => Assert.Equal("alice", Responses.Accepted(Responses.Changed(from, to)).Subject);

    [Fact]
    public void The_earliest_end_counts()
    {
        SamlAssertion assertion = Responses.Accepted(Responses.Changed("<saml:AuthnStatement AuthnInstant=\"2126-01-02T03:03:00Z\"/>",
            "<saml:AuthnStatement SessionNotOnOrAfter=\"2126-01-02T04:00:00Z\"/><saml:AuthnStatement SessionNotOnOrAfter=\"2126-01-02T03:24:05.5Z\"/>"));
        Assert.Equal(Responses.Now.AddMinutes(20).AddMilliseconds(500), assertion.SessionNotOnOrAfter);
        Assert.True(Responses.Accepted(Responses.Changed(Responses.Audience, Responses.Audience + "<saml:OneTimeUse/>")).IsOneTimeUse);
    }

    [Fact]
    public void Own_consumers_and_audience_take_the_place_of_those_of_aws()
    {
        var settings = new SamlSettings { Consumers = ["https://app.example/acs"], Audience = "urn:app" };
        Assert.Equal(StsErrorCode.InvalidIdentityToken, Responses.Verify(Responses.With(), settings).Error.Code);
        var mine = Responses.Sign(Responses.Plain.Replace("https://signin.aws.amazon.com/saml", "https://app.example/acs", StringComparison.Ordinal)
            .Replace("urn:amazon:webservices", "urn:app", StringComparison.Ordinal), "_a");
        Assert.Equal("https://app.example/acs", Responses.Accepted(mine, settings).Recipient);
    }

    [Fact]
    public void A_provider_that_did_not_authenticate_anybody_rejected_the_claim() => Responses.Refused(
        Responses.Changed("status:Success", "status:Responder"), "status:Responder", StsErrorCode.IDPRejectedClaim);

    [Fact]
    public void Metadata_that_have_ended_verify_nothing()
    {
        SamlMetadata metadata = new() { EntityId = Responses.Issuer, SigningKeys = Responses.Metadata.SigningKeys, ValidUntil = Responses.Now };
        SamlResult result = Responses.Verify(Responses.With(), metadata: metadata);
        Assert.Contains("metadata have expired", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(default, Responses.Verify(Responses.With(), metadata: metadata, now: Responses.Now.AddSeconds(-1)).Error);
    }

    [Theory]
    [InlineData("abc", StsErrorCode.ValidationError)]
    [InlineData("abcd", StsErrorCode.InvalidIdentityToken)]
    [InlineData("!!!!", StsErrorCode.InvalidIdentityToken)]
    public void Texts_that_are_no_response_are_refused(string text, StsErrorCode code) =>
        Assert.Equal(code, new SamlVerifier(new SamlSettings()).Verify(text, Responses.Metadata, Responses.Now).Error.Code);

    [Fact]
    public void A_hundred_thousand_characters_are_the_most()
    {
        var verifier = new SamlVerifier(new SamlSettings());
        Assert.Equal(StsErrorCode.InvalidIdentityToken, verifier.Verify(new string('A', 100_000), Responses.Metadata, Responses.Now).Error.Code);
        Assert.Equal(StsErrorCode.ValidationError, verifier.Verify(new string('A', 100_001), Responses.Metadata, Responses.Now).Error.Code);
    }
}
