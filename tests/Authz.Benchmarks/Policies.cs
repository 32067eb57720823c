using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Benchmarks;

/// <summary>The policies that are measured.</summary>
internal static class Policies
{
    public const string FullAccess = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public const string DenyAllOutsideEU = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "DenyAllOutsideEU", "Effect": "Deny",
              "NotAction": [
                "a4b:*", "acm:*", "aws-marketplace-management:*", "aws-marketplace:*", "aws-portal:*", "budgets:*", "ce:*", "chime:*",
                "cloudfront:*", "config:*", "cur:*", "directconnect:*", "ec2:DescribeRegions", "ec2:DescribeTransitGateways",
                "ec2:DescribeVpnGateways", "fms:*", "globalaccelerator:*", "health:*", "iam:*", "importexport:*", "kms:*",
                "mobileanalytics:*", "networkmanager:*", "organizations:*", "pricing:*", "route53:*", "route53domains:*",
                "route53-recovery-cluster:*", "route53-recovery-control-config:*", "s3:GetAccountPublic*", "s3:ListAllMyBuckets",
                "s3:ListMultiRegionAccessPoints", "s3:PutAccountPublic*", "shield:*", "sts:*", "support:*", "trustedadvisor:*",
                "waf-regional:*", "waf:*", "wafv2:*", "wellarchitected:*"
              ],
              "Resource": "*",
              "Condition": {
                "StringNotEquals": { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
                "ArnNotLike": {
                  "aws:PrincipalARN": [
                    "arn:aws:iam::*:role/Role1AllowedToBypassThisSCP", "arn:aws:iam::*:role/Role2AllowedToBypassThisSCP"
                  ]
                }
              }
            }
          ]
        }
        """;

    /// <summary>Ten statements: six that allow, four that deny with a condition.</summary>
    public const string Role = """
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Effect": "Allow", "Action": ["orders:Get*", "orders:List*"], "Resource": "arn:aws:orders:*:111122223333:order/*" },
            { "Effect": "Allow", "Action": "orders:CreateOrder", "Resource": "*" },
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders-${aws:PrincipalTag/team}/*" },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:orders" },
            { "Effect": "Allow", "Action": ["sns:Publish", "sns:Subscribe"], "Resource": "*" },
            { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" },
            { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } },
            { "Effect": "Deny", "Action": "orders:*", "Resource": "*", "Condition": { "NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } } },
            { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "DateLessThan": { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } } },
            { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }
          ]
        }
        """;

    /// <summary>Every statement has its own action; eight to a service. Each asks for four context keys.</summary>
    public static string OfManyActions(int from, int count) => Large(
        from, count, static i => $$"""
            {"Effect":"Allow","Action":"s{{i / 8}}:Get{{i}}","Resource":"arn:aws:s{{i / 8}}:*:*:thing/{{i}}/*","Condition":{{Conditions}}}
            """);

    /// <summary>Every statement has its own resource, and all have one action. Each asks for four context keys.</summary>
    public static string OfManyResources(int from, int count) => Large(
        from, count, static i => $$"""
            {"Effect":"Allow","Action":["orders:Get*","orders:List*"],"Resource":"arn:aws:orders:*:*:order/{{i}}/*","Condition":{{Conditions}}}
            """);

    private const string Conditions = """
        {"StringEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]},"Bool":{"aws:SecureTransport":"true"},
        "IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.168.0.0/16"]},"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}
        """;

    private static string Large(int from, int count, Func<int, string> statement) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', Enumerable.Range(from, count).Select(statement))}}]}""";

    public static PolicyDocument Read(PolicyKind kind, string text)
    {
        var findings = new DiagnosticList();
        return PolicyReader.Read(SourceText.FromString("policy", text), kind, JsonDialect.Strict, findings)
            ?? throw new InvalidOperationException(string.Join("\n", findings.Sorted()));
    }
}
