namespace Authz.Conformance.Reference;

/// <summary>The truth tables of the three sample policies.</summary>
public sealed class SampleTablesTests
{
    private const string Instance = "arn:aws:ec2:eu-west-1:111122223333:instance/*";
    private const string Session = "arn:aws:sts::111122223333:assumed-role/app/s1";

    private const string NamesTheSession = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"},
         "Action":"s3:*","Resource":"arn:aws:s3:::docs/*"}}
        """;

    [Theory]
    [InlineData("ec2:RunInstances", Instance, "t2.micro", true, "allowed")]
    [InlineData("ec2:RunInstances", Instance, "t3.large", true, "explicitDeny")]
    [InlineData("ec2:RunInstances", Instance, "T2.MICRO", true, "explicitDeny")]
    [InlineData("ec2:RunInstances", Instance, null, true, "explicitDeny")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", null, true, "allowed")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:eu-west-1:111122223333:subnet/s-1", null, true, "allowed")]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "m5.large", true, "allowed")]
    [InlineData("ec2:RunInstances", Instance, "t2.micro", false, "implicitDeny")]
    public void RequireMicroInstanceType(string action, string resource, string? type, bool fullAccess, string decision)
    {
        var layer = decision == "allowed" ? null : "serviceControl";
        Assert.Equal(new ReferenceAnswer(decision, layer), SampleScenario.Micro(action, resource, type, fullAccess));
    }

    [Theory]
    [InlineData("ec2:RunInstances", "us-east-1", "role/app", true)]
    [InlineData("ec2:RunInstances", "us-east-1", "role/Bypass1", false)]
    [InlineData("ec2:RunInstances", "us-east-1", "role/x/Bypass1", true)]
    [InlineData("ec2:RunInstances", "eu-west-1", "role/app", false)]
    [InlineData("ec2:RunInstances", "eu-central-1", "role/Bypass2", false)]
    [InlineData("iam:ListUsers", "us-east-1", "role/app", false)]
    [InlineData("sts:GetSessionToken", "eu-west-1", "role/Bypass1", false)]
    [InlineData("route53-recovery-control-config:ListClusters", "us-east-1", "role/app", false)]
    [InlineData("s3:GetAccountPublicAccessBlock", null, "role/app", false)]
    [InlineData("ec2:RunInstances", null, "role/app", true)]
    [InlineData("ec2:RunInstances", "us-east-1", null, true)]
    public void DenyAllOutsideEurope(string action, string? region, string? role, bool denied)
    {
        var expected = denied ? ReferenceAnswer.ExplicitDeny("serviceControl") : ReferenceAnswer.Allowed;
        Assert.Equal(expected, SampleScenario.Europe(action, region, role is null ? null : $"arn:aws:iam::111122223333:{role}"));
    }

    [Theory]
    [InlineData(Session, "2024-05-01T11:59:59Z", null, true)]
    [InlineData(Session, "2024-05-01T12:00:00Z", null, false)]
    [InlineData(Session, "2024-05-01T12:00:01Z", null, false)]
    [InlineData("arn:aws:iam::111122223333:user/ana", null, null, false)]
    [InlineData(Session, "2024-05-01T11:59:59Z", NamesTheSession, true)]
    public void RevokeOlderSessions(string principal, string? issued, string? resourcePolicy, bool denied)
    {
        var expected = denied ? ReferenceAnswer.ExplicitDeny("identity") : ReferenceAnswer.Allowed;
        Assert.Equal(expected, SampleScenario.Revoked(principal, issued, resourcePolicy));
    }
}
