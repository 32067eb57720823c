namespace Authz.Engine.Tests;

/// <summary>The sample policies of reference section 7.</summary>
internal static class Samples
{
    public const string RequireMicroInstanceType = """
        {`Sid`:`RequireMicroInstanceType`,`Effect`:`Deny`,`Action`:`ec2:RunInstances`,`Resource`:`arn:aws:ec2:*:*:instance/*`,
         `Condition`:{`StringNotEquals`:{`ec2:InstanceType`:`t2.micro`}}}
        """;

    public const string DenyAllOutsideEU = """
        {`Sid`:`DenyAllOutsideEU`,`Effect`:`Deny`,
         `NotAction`:[`a4b:*`,`acm:*`,`aws-marketplace-management:*`,`aws-marketplace:*`,`aws-portal:*`,`budgets:*`,`ce:*`,`chime:*`,
          `cloudfront:*`,`config:*`,`cur:*`,`directconnect:*`,`ec2:DescribeRegions`,`ec2:DescribeTransitGateways`,`ec2:DescribeVpnGateways`,
          `fms:*`,`globalaccelerator:*`,`health:*`,`iam:*`,`importexport:*`,`kms:*`,`mobileanalytics:*`,`networkmanager:*`,`organizations:*`,
          `pricing:*`,`route53:*`,`route53domains:*`,`route53-recovery-cluster:*`,`route53-recovery-*:*`,`s3:GetAccountPublic*`,
          `s3:ListAllMyBuckets`,`s3:ListMultiRegionAccessPoints`,`s3:PutAccountPublic*`,`shield:*`,`sts:*`,`support:*`,`trustedadvisor:*`,
          `waf-regional:*`,`waf:*`,`wafv2:*`,`wellarchitected:*`],
         `Resource`:`*`,
         `Condition`:{`StringNotEquals`:{`aws:RequestedRegion`:[`eu-central-1`,`eu-west-1`]},
          `ArnNotLike`:{`aws:PrincipalARN`:[`arn:aws:iam::*:role/Role1AllowedToBypassThisSCP`,`arn:aws:iam::*:role/Role2AllowedToBypassThisSCP`]}}}
        """;

    public const string RevokeOlderSessions = """
        {`Sid`:`AWSRevokeOlderSessions`,`Effect`:`Deny`,`Action`:[`*`],`Resource`:[`*`],
         `Condition`:{`DateLessThan`:{`aws:TokenIssueTime`:`2026-02-03T04:05:06Z`}}}
        """;
}
