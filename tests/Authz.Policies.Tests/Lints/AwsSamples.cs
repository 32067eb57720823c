using Authz.Policies.Documents;

namespace Authz.Policies.Tests.Lints;

/// <summary>
/// Policies in the shapes that the guides of AWS recommend: data perimeters, MFA, tags, regions, administrators of their own
/// credentials, confused deputies. A backtick stands for a double quote.
/// </summary>
public static class AwsSamples
{
    public static TheoryData<string, PolicyKind, string> All { get; } = new()
    {
        { "require MFA", PolicyKind.Identity, Policy(
            "`Effect`:`Deny`,`NotAction`:[`iam:CreateVirtualMFADevice`,`iam:EnableMFADevice`,`iam:ListMFADevices`,`sts:GetSessionToken`],"
            + "`Resource`:`*`,`Condition`:{`BoolIfExists`:{`aws:MultiFactorAuthPresent`:`false`}}") },
        { "own credentials", PolicyKind.Identity, Policy(
            "`Effect`:`Allow`,`Action`:[`iam:ChangePassword`,`iam:GetUser`],`Resource`:`arn:aws:iam::*:user/${aws:username}`") },
        { "home folder", PolicyKind.Identity, Policy(
            "`Effect`:`Allow`,`Action`:`s3:ListBucket`,`Resource`:`arn:aws:s3:::home`,"
            + "`Condition`:{`StringLike`:{`s3:prefix`:[``,`home/`,`home/${aws:username}/*`]}}") },
        { "power user", PolicyKind.Identity,
            "{`Version`:`2012-10-17`,`Statement`:[{`Effect`:`Allow`,`NotAction`:[`iam:*`,`organizations:*`,`account:*`],`Resource`:`*`},"
            + "{`Effect`:`Allow`,`Action`:[`iam:CreateServiceLinkedRole`,`iam:ListRoles`],`Resource`:`*`}]}" },
        { "tag on create", PolicyKind.Identity, Policy(
            "`Effect`:`Allow`,`Action`:`ec2:CreateTags`,`Resource`:`arn:aws:ec2:*:*:*/*`,`Condition`:{`StringEquals`:{`aws:RequestTag/team`:`${aws:PrincipalTag/team}`},"
            + "`ForAllValues:StringEquals`:{`aws:TagKeys`:[`team`,`cost`]},`Null`:{`aws:TagKeys`:`false`}}") },
        { "protected tags", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`Action`:[`iam:TagRole`,`iam:TagUser`],`Resource`:`*`,"
            + "`Condition`:{`ForAnyValue:StringLike`:{`aws:TagKeys`:[`x509Issuer*`,`x509Subject*`]}}") },
        { "no root user", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`NotAction`:[`s3:GetBucketPolicy`,`s3:PutBucketPolicy`,`s3:DeleteBucketPolicy`],`Resource`:`*`,"
            + "`Condition`:{`ArnLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:root`}}") },
        { "users from expected networks", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`NotAction`:[`es:ES*`,`dax:GetItem`,`neptune-db:*`],`Resource`:`*`,`Condition`:{`BoolIfExists`:{`aws:ViaAWSService`:`false`},"
            + "`NotIpAddressIfExists`:{`aws:SourceIp`:[`203.0.113.0/24`]},`StringNotEqualsIfExists`:{`aws:SourceVpc`:[`vpc-1`]},"
            + "`ArnLike`:{`aws:PrincipalArn`:[`arn:aws:iam::*:user/*`]}}") },
        { "resource perimeter", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`Action`:`*`,`Resource`:[`arn:aws:s3:::data`,`arn:aws:s3:::sc-1/*`],`Condition`:{`StringNotEqualsIfExists`:"
            + "{`aws:ResourceOrgID`:`o-1`,`aws:PrincipalTag/dp:exclude:resource`:`true`},`ForAllValues:StringNotEquals`:{`aws:CalledVia`:"
            + "[`dataexchange.amazonaws.com`]}}") },
        { "perimeter exceptions", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`Action`:`*`,`NotResource`:[`arn:aws:iam::aws:policy/*`,`arn:aws:ssm:*::document/*`,`arn:aws:lambda:*:111122223333:layer:*`],"
            + "`Condition`:{`StringNotEqualsIfExists`:{`aws:ResourceOrgID`:`o-1`,`ec2:Owner`:`amazon`}}") },
        { "identity perimeter", PolicyKind.ResourceControl,
            "{`Version`:`2012-10-17`,`Statement`:[{`Effect`:`Deny`,`Principal`:`*`,`Action`:[`s3:*`,`sqs:*`,`sts:AssumeRole`],`Resource`:`*`,"
            + "`Condition`:{`StringNotEqualsIfExists`:{`aws:PrincipalOrgID`:`o-1`,`aws:PrincipalAccount`:[`111122223333`]},"
            + "`BoolIfExists`:{`aws:PrincipalIsAWSService`:`false`}}},"
            + "{`Effect`:`Deny`,`Principal`:`*`,`Action`:`sts:AssumeRoleWithWebIdentity`,`Resource`:`*`,"
            + "`Condition`:{`StringNotEqualsIfExists`:{`token.actions.githubusercontent.com:sub`:`x`},`Null`:{`token.actions.githubusercontent.com:sub`:`false`}}},"
            + "{`Effect`:`Deny`,`Principal`:`*`,`Action`:[`s3:*`,`sts:*`],`Resource`:`*`,`Condition`:{`StringNotEqualsIfExists`:{`aws:SourceOrgID`:`o-1`},"
            + "`Null`:{`aws:SourceAccount`:`false`},`Bool`:{`aws:PrincipalIsAWSService`:`true`}}}]}" },
        { "trust perimeter", PolicyKind.Trust,
            "{`Version`:`2012-10-17`,`Statement`:[{`Effect`:`Allow`,`Principal`:{`AWS`:`111122223333`},`Action`:`sts:AssumeRole`},"
            + "{`Effect`:`Deny`,`Principal`:{`AWS`:`*`},`Action`:[`sts:AssumeRole`,`sts:AssumeRoleWithSAML`],`Condition`:{"
            + "`NotIpAddressIfExists`:{`aws:SourceIp`:`203.0.113.0/24`},`StringNotEqualsIfExists`:{`aws:SourceVpc`:`vpc-1`},"
            + "`ArnNotLikeIfExists`:{`aws:PrincipalArn`:`arn:aws:iam::111122223333:role/aws-service-role/*`}}}]}" },
        { "service trust", PolicyKind.Trust, Policy(
            "`Effect`:`Allow`,`Principal`:{`Service`:`lambda.amazonaws.com`},`Action`:`sts:AssumeRole`,"
            + "`Condition`:{`StringEquals`:{`aws:SourceAccount`:`111122223333`},`ArnLike`:{`aws:SourceArn`:`arn:aws:lambda:*:111122223333:function:*`}}") },
        { "pod identity", PolicyKind.Trust, Policy(
            "`Effect`:`Allow`,`Principal`:{`Service`:`pods.eks.amazonaws.com`},`Action`:[`sts:AssumeRole`,`sts:TagSession`]") },
        { "key administration", PolicyKind.Key,
            "{`Version`:`2012-10-17`,`Statement`:[{`Sid`:`Enable IAM policies`,`Effect`:`Allow`,`Principal`:{`AWS`:`arn:aws:iam::111122223333:root`},`Action`:`kms:*`,`Resource`:`*`},"
            + "{`Sid`:`Grants`,`Effect`:`Allow`,`Principal`:{`AWS`:`arn:aws:iam::111122223333:role/x`},`Action`:`kms:CreateGrant`,`Resource`:`*`,"
            + "`Condition`:{`Bool`:{`kms:GrantIsForAWSResource`:`true`}}}]}" },
        { "revoked sessions", PolicyKind.Identity, Policy(
            "`Effect`:`Deny`,`Action`:[`*`],`Resource`:[`*`],`Condition`:{`DateLessThan`:{`aws:TokenIssueTime`:`2026-01-01T00:00:00Z`}}") },
        { "secure transport", PolicyKind.Resource, Policy(
            "`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`,`Resource`:[`arn:aws:s3:::x`,`arn:aws:s3:::x/*`],`Condition`:{`Bool`:{`aws:SecureTransport`:`false`}}") },
        { "default topic", PolicyKind.Resource,
            "{`Version`:`2008-10-17`,`Id`:`__default_policy_ID`,`Statement`:[{`Sid`:`__default_statement_ID`,`Effect`:`Allow`,`Principal`:{`AWS`:`*`},"
            + "`Action`:[`SNS:GetTopicAttributes`,`SNS:SetTopicAttributes`,`SNS:AddPermission`,`SNS:RemovePermission`,`SNS:DeleteTopic`,"
            + "`SNS:Subscribe`,`SNS:ListSubscriptionsByTopic`,`SNS:Publish`],`Resource`:`arn:aws:sns:us-east-1:111122223333:topic`,"
            + "`Condition`:{`StringEquals`:{`AWS:SourceOwner`:`111122223333`}}}]}" },
        { "IMDSv2", PolicyKind.ServiceControl, Policy(
            "`Sid`:`RequireAllEc2RolesToUseV2`,`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`NumericLessThan`:{`ec2:RoleDelivery`:`2.0`}}") },
        { "instance credentials", PolicyKind.ServiceControl, Policy(
            "`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringNotEquals`:{`aws:Ec2InstanceSourcePrivateIPv4`:`${aws:VpcSourceIp}`},"
            + "`Null`:{`ec2:SourceInstanceARN`:`false`},`BoolIfExists`:{`aws:ViaAWSService`:`false`}}") },
        { "identity pool", PolicyKind.Trust, Policy(
            "`Effect`:`Allow`,`Principal`:{`Federated`:`cognito-identity.amazonaws.com`},`Action`:`sts:AssumeRoleWithWebIdentity`,`Condition`:{"
            + "`StringEquals`:{`cognito-identity.amazonaws.com:aud`:`us-east-1:12345678-abcd-abcd-abcd-123456790ab`},"
            + "`ForAnyValue:StringLike`:{`cognito-identity.amazonaws.com:amr`:`authenticated`}}") },
        { "tags on request", PolicyKind.Identity, Policy(
            "`Effect`:`Allow`,`Action`:`ec2:CreateTags`,`Resource`:`arn:aws:ec2:*:*:instance/*`,`Condition`:{`StringEquals`:"
            + "{`aws:RequestTag/environment`:[`preprod`,`production`]},`ForAllValues:StringEquals`:{`aws:TagKeys`:`environment`}}") },
        { "MFA of a bucket", PolicyKind.Resource,
            "{`Version`:`2012-10-17`,`Id`:`123`,`Statement`:[{`Sid`:``,`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`,"
            + "`Resource`:`arn:aws:s3:::amzn-s3-demo-bucket/taxdocuments/*`,`Condition`:{`Null`:{`aws:MultiFactorAuthAge`:true}}},"
            + "{`Sid`:``,`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`,`Resource`:`arn:aws:s3:::amzn-s3-demo-bucket/taxdocuments/*`,"
            + "`Condition`:{`NumericGreaterThan`:{`aws:MultiFactorAuthAge`:3600}}}]}" },
    };

    /// <summary>What is rightly said of the samples, none of it a warning.</summary>
    public static IReadOnlySet<string> ExpectedSuggestions { get; } = new HashSet<string>(StringComparer.Ordinal) { "AZ1410" };

    private static string Policy(string statement) => $"{{`Version`:`2012-10-17`,`Statement`:{{{statement}}}}}";
}
