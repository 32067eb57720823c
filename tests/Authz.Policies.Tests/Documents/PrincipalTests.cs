using Authz.Policies.Documents;

namespace Authz.Policies.Tests.Documents;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData("`*`", PrincipalForm.Everyone, "*")] // P1
    [InlineData("{`AWS`:`*`}", PrincipalForm.Everyone, "*")]
    [InlineData("{`AWS`:`111122223333`}", PrincipalForm.Account, "111122223333")] // P2
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:root`}", PrincipalForm.Account, "111122223333")]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:role/a/b`}", PrincipalForm.Arn, "arn:aws:iam::111122223333:role/a/b")] // P3
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:assumed-role/r/s`}", PrincipalForm.Arn, "arn:aws:sts::111122223333:assumed-role/r/s")]
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:federated-user/f`}", PrincipalForm.Arn, "arn:aws:sts::111122223333:federated-user/f")]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:user/u`}", PrincipalForm.Arn, "arn:aws:iam::111122223333:user/u")] // P6
    [InlineData("{`AWS`:`AROAEXAMPLE1234567890`}", PrincipalForm.UniqueId, "AROAEXAMPLE1234567890")] // P12
    [InlineData("{`Service`:`lambda.amazonaws.com`}", PrincipalForm.Service, "lambda.amazonaws.com")] // P7
    [InlineData("{`CanonicalUser`:`79a59df900b949e55d96a1e698fbaced`}", PrincipalForm.CanonicalUser, "79a59df900b949e55d96a1e698fbaced")]
    public void Is_read_from_a_resource_policy(string element, PrincipalForm form, string text)
    {
        Reading reading = Read(PolicyKind.Resource, element);
        Assert.Empty(reading.Findings);
        Principal principal = Assert.Single(reading.Document!.Statements[0].Principals!.Principals);
        Assert.Equal((form, text), (principal.Form, principal.Text));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:oidc-provider/oidc.example.com")]
    [InlineData("arn:aws:iam::111122223333:saml-provider/corp")]
    [InlineData("cognito-identity.amazonaws.com")]
    [InlineData("www.amazon.com")]
    [InlineData("graph.facebook.com")]
    [InlineData("accounts.google.com")]
    public void A_provider_stands_in_trust_policies_only(string name) // P8
    {
        Assert.Empty(Read(PolicyKind.Trust, $"{{`Federated`:`{name}`}}").Findings);
        Assert.Equal("AZ1122", Read(PolicyKind.Resource, $"{{`Federated`:`{name}`}}").Codes);
        Assert.Equal("AZ1122", Read(PolicyKind.Key, $"{{`Federated`:`{name}`}}").Codes);
    }

    [Theory]
    [InlineData("{`AWS`:``}")]
    [InlineData("{`AWS`:`1111`}")]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:group/g`}")] // P6
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:role/`}")]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:policy/p`}")]
    [InlineData("{`AWS`:`arn:aws:iam:eu-west-1:111122223333:role/r`}")]
    [InlineData("{`AWS`:`arn:aws:iam::1111:root`}")]
    [InlineData("{`AWS`:`arn:aws:iam:::root`}")]
    [InlineData("{`AWS`:`arn:aws:s3:::bucket`}")]
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:role/r`}")]
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:assumed-role/r`}")] // P4
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:assumed-role/path/r/s`}")]
    [InlineData("{`AWS`:`arn:aws:sts::111122223333:assumed-role/r/`}")]
    [InlineData("{`AWS`:`arn:aws:iam::111122223333:role/${aws:username}`}")] // V1
    [InlineData("{`AWS`:`AKIAEXAMPLE1234567890`}")]
    [InlineData("{`Service`:`*`}")] // P7
    [InlineData("{`Service`:`*.amazonaws.com`}")]
    [InlineData("{`Service`:`lambda`}")]
    [InlineData("{`Federated`:`*`}")]
    [InlineData("{`Federated`:`example.com`}")]
    [InlineData("{`Federated`:`arn:aws:iam::111122223333:oidc-provider/*`}")]
    [InlineData("{`Federated`:`arn:aws:iam::111122223333:role/r`}")]
    [InlineData("{`CanonicalUser`:`*`}")] // P9
    [InlineData("{`Group`:`x`}")]
    public void Anything_else_is_refused(string element)
    {
        Assert.Equal("AZ1122", Read(PolicyKind.Resource, element).Codes);
        Assert.Equal("AZ1122", Read(PolicyKind.Trust, element).Codes);
    }

    [Fact]
    public void A_canonical_user_stands_in_resource_policies_only() => // P9
        Assert.Equal("AZ1122", Read(PolicyKind.Trust, "{`CanonicalUser`:`79a59df900b949e55d96a1e698fbaced`}").Codes);

    [Fact]
    public void Several_types_and_values_make_one_list() // P10
    {
        Reading reading = Read(PolicyKind.Resource, "{`AWS`:[`111122223333`,`444455556666`],`Service`:`ec2.amazonaws.com`}");
        Assert.Equal(3, reading.Document!.Statements[0].Principals!.Principals.Length);
    }

    private static Reading Read(PolicyKind kind, string element) =>
        Reading.Of(kind, Reading.Policy($"`Effect`:`Allow`,`Principal`:{element},`Action`:`a:b`"));
}
