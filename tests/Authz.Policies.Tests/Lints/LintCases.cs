using Authz.Policies.Documents;

namespace Authz.Policies.Tests.Lints;

/// <summary>
/// Policies that a lint must report, <c>¶</c> before the place; and near misses, which it must not. A backtick stands for a double quote.
/// </summary>
internal static class LintCases
{
    private const PolicyKind Identity = PolicyKind.Identity, Resource = PolicyKind.Resource, Trust = PolicyKind.Trust;
    private const string Place = "`Action`:`a:b`,`Resource`:`arn:aws:s3:::x`";
    private const string Issuer = "arn:aws:iam::111122223333:oidc-provider/";
    private const string GitHub = "token.actions.githubusercontent.com";
    private const string Pool = "cognito-identity.amazonaws.com";

    public static IEnumerable<(string Code, PolicyKind Kind, string Text)> Findings => [.. ConditionFindings, .. StatementFindings, .. TrustFindings];

    public static IEnumerable<(string Code, PolicyKind Kind, string Text)> NearMisses =>
        [.. ConditionNearMisses, .. StatementNearMisses, .. TrustNearMisses];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> ConditionFindings =>
    [
        ("AZ1400", Identity, Allow("{¶`ForAllValues:StringEquals`:{`aws:TagKeys`:[`a`,`b`]}}")),
        ("AZ1400", Resource, Public("{¶`ForAllValues:StringLikeIfExists`:{`aws:PrincipalOrgPaths`:`o-1/*`},`Null`:{`aws:TagKeys`:false}}")),
        ("AZ1400", Identity, Allow("{¶`ForAllValues:StringEquals`:{`aws:TagKeys`:`a`},`StringNotEquals`:{`aws:RequestTag/a`:`x`}}")),
        ("AZ1401", Identity, Deny("{¶`Bool`:{`aws:MultiFactorAuthPresent`:`false`}}")),
        ("AZ1401", Identity, Deny("{¶`NumericGreaterThan`:{`aws:MultiFactorAuthAge`:3600}}")),
        ("AZ1401", Identity, Two("`Effect`:`Deny`,`Action`:`a:c`,`Resource`:`*`,`Condition`:{`Null`:{`aws:MultiFactorAuthAge`:true}}", "",
            "`Effect`:`Deny`," + Place + ",`Condition`:{¶`Bool`:{`aws:MultiFactorAuthPresent`:`false`}}")),
        ("AZ1402", Identity, Allow("{¶`BoolIfExists`:{`aws:MultiFactorAuthPresent`:true}}")),
        ("AZ1402", Identity, Allow("{¶`NumericLessThanIfExists`:{`aws:MultiFactorAuthAge`:3600}}")),
        ("AZ1403", Identity, Deny("{¶`ForAnyValue:StringEquals`:{`aws:username`:`ana`}}")),
        ("AZ1403", Identity, Deny("{¶`ForAllValues:ArnLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1404", Identity, Deny("{`ArnLike`:{¶`aws:PrincipleArn`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1404", Identity, Deny("{`StringEquals`:{¶`aws:PrincipalTags/team`:`x`}}")),
        ("AZ1404", Identity, Deny("{`StringEquals`:{¶`sts:ExternalID2`:`x`}}")),
        ("AZ1404", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3:::x/${aws:usernme}`")),
        ("AZ1404", Identity, Deny("{`StringEquals`:{`a:b`:[`x`,¶`${aws:userids}`]}}")),
        ("AZ1405", Identity, Deny("{¶`StringEquals`:{`aws:SourceIp`:`203.0.113.1`}}")),
        ("AZ1405", Identity, Deny("{¶`NumericLessThan`:{`aws:CurrentTime`:1}}")),
        ("AZ1405", Identity, Deny("{¶`ArnLike`:{`aws:PrincipalAccount`:`arn:aws:iam::1:root`}}")),
        ("AZ1405", Identity, Deny("{¶`IpAddress`:{`aws:username`:`203.0.113.1`}}")),
        ("AZ1405", Identity, Deny("{¶`StringEquals`:{`aws:SecureTransport`:`false`}}")),
        ("AZ1405", Identity, Deny("{¶`StringEquals`:{`ec2:RoleDelivery`:`2.0`}}")),
        ("AZ1405", Identity, Deny("{¶`StringNotEquals`:{`aws:Ec2InstanceSourcePrivateIPv4`:[`${aws:VpcSourceIp}`,`10.0.0.1`]}}")),
        ("AZ1406", Identity, Deny("{¶`StringNotLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1407", Identity, Deny("{`StringEquals`:{`a:b`:[`x`,¶`y*`]}}")),
        ("AZ1407", Identity, Deny("{`StringNotEqualsIgnoreCase`:{`a:b`:¶`*`}}")),
        ("AZ1408", Identity, Deny("{¶`StringLike`:{`a:b`:[`x`,`y`]}}")),
        ("AZ1408", Trust, Web(Pool, "{¶`ForAnyValue:StringLike`:{`" + Pool + ":other`:`authenticated`}}", "")),
        ("AZ1409", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3:::x/${aws:username}`", "2008-10-17")),
        ("AZ1409", Identity, "{`Statement`:{`Effect`:`Deny`," + Place + ",`Condition`:{`StringEquals`:{`a:b`:¶`${aws:username}`}}}}"),
        ("AZ1410", Identity, Deny("{¶`StringNotEqualsIfExists`:{`a:b`:`x`}}")),
        ("AZ1410", Identity, Deny("{¶`ForAllValues:StringEqualsIfExists`:{`aws:TagKeys`:`x`}}")),
        ("AZ1411", Identity, Allow("{`StringEquals`:{`a:b`:`x`},`Null`:{¶`A:B`:`false`}}")),
        ("AZ1411", Identity, Allow("{`StringNotEquals`:{¶`a:b`:`x`},`Null`:{`a:b`:`true`}}")),
        ("AZ1412", Identity, Allow("{`StringEquals`:{`a:b`:`x`},`StringNotEquals`:{¶`a:b`:[`x`,`y`]}}")),
        ("AZ1412", Identity, Allow("{`Null`:{`a:b`:`true`},`StringLike`:{¶`a:b`:`x*`}}")),
        ("AZ1412", Identity, Allow("{`NumericLessThan`:{`a:b`:[1,2]},`NumericGreaterThanEquals`:{¶`a:b`:2}}")),
        ("AZ1412", Identity, Allow("{`NumericEquals`:{`a:b`:[1,9]},`NumericGreaterThan`:{¶`a:b`:9}}")),
        ("AZ1412", Identity, Allow("{`DateGreaterThan`:{`aws:CurrentTime`:`2026-02-01`},`DateLessThan`:{¶`aws:CurrentTime`:`2026-01-01`}}")),
        ("AZ1412", Identity, Allow("{`Bool`:{`a:b`:true},`BoolIfExists`:{¶`a:b`:false}}")),
        ("AZ1412", Identity, Allow("{`IpAddress`:{`a:b`:`203.0.113.8`},`NotIpAddress`:{¶`a:b`:`203.0.113.0/24`}}")),
        ("AZ1412", Identity, Allow("{`ArnLike`:{`a:b`:`arn:aws:s3:::x*`},`ArnNotLike`:{¶`a:b`:`arn:aws:s3:::*`}}")),
        ("AZ1412", Identity, Allow("{`StringEquals`:{`a:b`:[`x`,`y`]},`StringLike`:{¶`a:b`:`z*`}}")),
        ("AZ1412", Identity, Allow("{`NumericEquals`:{`a:b`:1},`NumericNotEquals`:{¶`a:b`:1.0}}")),
        ("AZ1413", Identity, Deny("{`NotIpAddress`:{`aws:SourceIp`:[`203.0.113.0/24`,¶`10.1.0.0/16`]}}")),
        ("AZ1413", Identity, Allow("{`IpAddress`:{`aws:SourceIp`:¶`fd00::/8`}}")),
        ("AZ1414", Identity, Deny("{`StringEquals`:{`a:b`:[`x`,¶`y `]}}")),
        ("AZ1414", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3:::x `")),
        ("AZ1414", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3: ::x`")),
        ("AZ1415", Resource, Public("{`StringLike`:{¶`aws:Referer`:`https://example.com/*`}}")),
    ];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> ConditionNearMisses =>
    [
        ("AZ1400", Identity, Deny("{`ForAllValues:StringEquals`:{`aws:TagKeys`:`a`}}")),
        ("AZ1400", Identity, Allow("{`ForAllValues:StringEquals`:{`aws:TagKeys`:`a`},`Null`:{`AWS:tagkeys`:`false`}}")),
        ("AZ1400", Identity, Allow("{`ForAllValues:StringEquals`:{`aws:TagKeys`:`a`},`ForAnyValue:StringLike`:{`aws:TagKeys`:`*`}}")),
        ("AZ1400", Identity, Allow("{`ForAllValues:StringEquals`:{`aws:TagKeys`:`a`},`StringEquals`:{`aws:RequestTag/a`:`x`}}")),
        ("AZ1401", Identity, Two("`Effect`:`Deny`," + Place + ",`Condition`:{`Null`:{`aws:MultiFactorAuthAge`:true}}", "",
            "`Effect`:`Deny`," + Place + ",`Condition`:{`Bool`:{`aws:MultiFactorAuthPresent`:`false`}}")),
        ("AZ1401", Identity, Deny("{`BoolIfExists`:{`aws:MultiFactorAuthPresent`:`false`}}")),
        ("AZ1401", Identity, Deny("{`Bool`:{`aws:MultiFactorAuthPresent`:`true`}}")),
        ("AZ1401", Identity, Deny("{`Bool`:{`aws:MultiFactorAuthPresent`:`false`},`Null`:{`aws:MultiFactorAuthPresent`:`false`}}")),
        ("AZ1401", Identity, Deny("{`Bool`:{`aws:SecureTransport`:`false`}}")),
        ("AZ1402", Identity, Allow("{`Bool`:{`aws:MultiFactorAuthPresent`:true}}")),
        ("AZ1402", Identity, Deny("{`BoolIfExists`:{`aws:MultiFactorAuthPresent`:true}}")),
        ("AZ1403", Identity, Deny("{`ForAnyValue:StringEquals`:{`aws:TagKeys`:`a`}}")),
        ("AZ1403", Identity, Deny("{`ForAnyValue:StringEquals`:{`orders:Sizes`:`a`}}")),
        ("AZ1403", Identity, Deny("{`ForAnyValue:StringEquals`:{`aws:PrincipalTag/team`:`a`}}")),
        ("AZ1404", Identity, Deny("{`ArnLike`:{`aws:principalARN`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1404", Identity, Deny("{`StringEquals`:{`aws:PrincipalTag/anything`:`x`,`orders:PrincipleArn`:`x`}}")),
        ("AZ1404", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::x/${aws:PrincipalTag/team}`")),
        ("AZ1404", Identity, Deny("{`StringEquals`:{`a:b`:`${a:c}`}}")),
        ("AZ1404", Resource, Public("{`StringEquals`:{`AWS:SourceOwner`:`111122223333`}}")),
        ("AZ1405", Identity, Deny("{`NumericLessThan`:{`ec2:RoleDelivery`:`2.0`}}")),
        ("AZ1405", Identity, Deny("{`StringNotEquals`:{`aws:Ec2InstanceSourcePrivateIPv4`:`${aws:VpcSourceIp}`}}")),
        ("AZ1405", Identity, Deny("{`IpAddress`:{`aws:SourceIp`:`203.0.113.1`}}")),
        ("AZ1405", Identity, Deny("{`StringEquals`:{`aws:PrincipalArn`:`arn:aws:iam::1:role/x`}}")),
        ("AZ1405", Identity, Deny("{`NumericLessThan`:{`aws:EpochTime`:1,`aws:PrincipalTag/level`:3}}")),
        ("AZ1405", Identity, Deny("{`ArnLike`:{`aws:FederatedProvider`:`arn:aws:iam::1:oidc-provider/x`},`Null`:{`aws:SourceIp`:true}}")),
        ("AZ1405", Identity, Deny("{`IpAddress`:{`orders:Address`:`203.0.113.1`}}")),
        ("AZ1406", Identity, Deny("{`ArnLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1406", Identity, Deny("{`StringLike`:{`aws:PrincipalArn`:`arn:aws:iam::1:role/x`}}")),
        ("AZ1406", Identity, Deny("{`StringLike`:{`a:b`:`arn:aws:iam::*:role/x`}}")),
        ("AZ1407", Identity, Deny("{`StringEquals`:{`a:b`:[`who?`,`${*}`]}}")),
        ("AZ1407", Identity, Deny("{`StringLike`:{`a:b`:`x*`}}")),
        ("AZ1408", Identity, Deny("{`StringLike`:{`a:b`:[`x`,`y?`]}}")),
        ("AZ1408", Identity, Deny("{`StringLike`:{`a:b`:`${aws:username}`}}")),
        ("AZ1408", Trust, Web(Pool, "{`ForAnyValue:StringLike`:{`" + Pool + ":amr`:`authenticated`}}", "")),
        ("AZ1409", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::x/${aws:username}`")),
        ("AZ1409", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::x/$aws`", "2008-10-17")),
        ("AZ1410", Identity, Deny("{`StringEqualsIfExists`:{`a:b`:`x`}}")),
        ("AZ1410", Identity, Deny("{`ForAnyValue:StringNotEqualsIfExists`:{`aws:TagKeys`:`x`}}")),
        ("AZ1411", Identity, Allow("{`StringEqualsIfExists`:{`a:b`:`x`},`Null`:{`a:b`:`false`}}")),
        ("AZ1411", Identity, Allow("{`StringNotEquals`:{`a:b`:`x`},`Null`:{`a:b`:`false`}}")),
        ("AZ1411", Identity, Allow("{`StringEquals`:{`a:c`:`x`},`Null`:{`a:b`:`false`}}")),
        ("AZ1412", Identity, Allow("{`StringEquals`:{`a:b`:[`x`,`z`]},`StringNotEquals`:{`a:b`:[`x`,`y`]}}")),
        ("AZ1412", Identity, Allow("{`StringEqualsIfExists`:{`a:b`:`x`},`StringNotEquals`:{`a:b`:`x`}}")),
        ("AZ1412", Identity, Allow("{`StringEquals`:{`a:b`:`x`},`StringNotEquals`:{`a:b`:`${a:c}`}}")),
        ("AZ1412", Identity, Allow("{`ForAnyValue:StringEquals`:{`aws:TagKeys`:`x`},`ForAnyValue:StringNotEquals`:{`aws:TagKeys`:`x`}}")),
        ("AZ1412", Identity, Allow("{`NumericLessThanEquals`:{`a:b`:2},`NumericGreaterThanEquals`:{`a:b`:2}}")),
        ("AZ1412", Identity, Allow("{`NumericLessThan`:{`a:b`:[1,5]},`NumericGreaterThan`:{`a:b`:[3,9]}}")),
        ("AZ1412", Identity, Allow("{`NumericLessThan`:{`a:b`:1},`NumericNotEquals`:{`a:b`:1}}")),
        ("AZ1412", Identity, Allow("{`StringEqualsIgnoreCase`:{`a:b`:`X`},`StringNotEquals`:{`a:b`:`X`}}")),
        ("AZ1412", Identity, Allow("{`IpAddress`:{`a:b`:`203.0.113.0/24`},`NotIpAddress`:{`a:b`:`203.0.113.8`}}")),
        ("AZ1412", Identity, Allow("{`ArnLike`:{`a:b`:`arn:aws:s3:::*`},`ArnNotLike`:{`a:b`:`arn:aws:s3:::x*`}}")),
        ("AZ1413", Identity, Allow("{`IpAddress`:{`aws:VpcSourceIp`:`10.0.0.0/8`}}")),
        ("AZ1413", Identity, Allow("{`IpAddress`:{`aws:SourceIp`:[`0.0.0.0/0`,`172.15.0.0/16`,`8.8.8.8`]}}")),
        ("AZ1414", Identity, Deny("{`StringEquals`:{`a:b`:`x y`}}")),
        ("AZ1414", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::x/a name.txt`")),
        ("AZ1415", Resource, Public("{`StringLike`:{`aws:Referer`:`https://example.com/*`},`IpAddress`:{`aws:SourceIp`:`203.0.113.0/24`}}")),
        ("AZ1415", Resource, Policy("`Effect`:`Deny`,`Principal`:`*`," + Place + ",`Condition`:{`StringNotLike`:{`aws:Referer`:`x*`}}")),
    ];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> StatementFindings =>
    [
        ("AZ1450", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`NotResource`:[`arn:aws:s3:::y`,¶`arn:aws:s3:::x/${aws:username}`]")),
        ("AZ1451", Resource, Policy("`Effect`:`Deny`,`NotPrincipal`:¶{`AWS`:`111122223333`}," + Place)),
        ("AZ1452", Identity, "{`Version`:`2012-10-17`,`Statement`:\n[¶{`Effect`:`Allow`,`Action`:[`a:b`,`*`],`Resource`:`*`}]}"),
        ("AZ1452", Identity, "{`Version`:`2012-10-17`,`Statement`:¶{`Effect`:`Allow`,`Action`:`*:*`,`Resource`:`*`}}"),
        ("AZ1453", Identity, Policy("`Effect`:`Allow`,`NotAction`:[¶`s3:Delete*`,`iam:List*`],`Resource`:`*`")),
        ("AZ1453", Identity, Policy("`Effect`:`Allow`,`NotAction`:¶`s3:*`,`Resource`:`arn:aws:iam::1:role/x`")),
        ("AZ1453", Trust, Policy("`Effect`:`Allow`,`Principal`:{`AWS`:`111122223333`},`NotAction`:¶`sts:TagSession`")),
        ("AZ1454", Resource, Policy("`Effect`:`Allow`,`Principal`:¶`*`," + Place)),
        ("AZ1454", PolicyKind.Key, Policy("`Effect`:`Allow`,`Principal`:¶{`AWS`:[`111122223333`,`*`]}," + Place)),
        ("AZ1454", Resource, Policy("`Effect`:`Allow`,`Principal`:¶`*`," + Place + ",`Condition`:{`Bool`:{`aws:SecureTransport`:true}}")),
        ("AZ1454", Resource, Policy("`Effect`:`Allow`,`Principal`:¶`*`," + Place + ",`Condition`:{`StringNotEquals`:{`aws:PrincipalAccount`:`1`}}")),
        ("AZ1454", Resource, Policy("`Effect`:`Allow`,`Principal`:¶`*`," + Place + ",`Condition`:{`IpAddress`:{`aws:SourceIp`:`0.0.0.0/0`}}")),
        ("AZ1454", Resource, Policy("`Effect`:`Allow`,`Principal`:¶`*`," + Place + ",`Condition`:{`ArnLike`:{`aws:SourceArn`:`arn:aws:sns:*:*:x`}}")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:¶`iam:*`,`Resource`:`*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:¶`iam:Pass*`,`Resource`:`*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:¶`sts:*`,`Resource`:`*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:¶`iam:PassRole`,`Resource`:`arn:aws:iam::*:role/*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:[`s3:GetObject`,¶`iam:PassRole`],`Resource`:`*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:¶`sts:AssumeRole`,`Resource`:`*`")),
        ("AZ1457", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:*:s3:::x`")),
        ("AZ1458", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3:*`")),
        ("AZ1459", PolicyKind.Session, "\n¶" + Policy("`Effect`:`Deny`," + Place)),
        ("AZ1459", PolicyKind.Boundary, "¶" + Policy("`Effect`:`Deny`," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Allow`,`Action`:`a:*`,`Resource`:`*`", "¶", "`Effect`:`Allow`," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Deny`," + Place, "¶", "`Effect`:`Deny`," + Place + ",`Condition`:{`Bool`:{`a:b`:true}}")),
        ("AZ1460", Identity, Two("`Effect`:`Deny`,`NotAction`:`a:b`,`NotResource`:`arn:aws:s3:::x/y`", "¶",
            "`Effect`:`Deny`,`NotAction`:[`a:*`,`c:d`],`NotResource`:`arn:aws:s3:::x/*`")),
        ("AZ1460", Resource, Two("`Effect`:`Allow`,`Principal`:`*`," + Place + ",`Condition`:{`StringEquals`:{`a:b`:[`x`,`y`]}}", "¶",
            "`Effect`:`Allow`,`Principal`:{`AWS`:`111122223333`}," + Place + ",`Condition`:{`StringEquals`:{`a:b`:`y`,`a:c`:`z`}}")),
        ("AZ1461", Identity, Two("`Sid`:`one`,`Effect`:`Deny`," + Place, "¶", "`Effect`:`Deny`,`Resource`:[`arn:aws:s3:::x`],`Action`:[`A:B`]")),
        ("AZ1462", Identity, "{`Version`:`2012-10-17`,`Statement`:[¶{`Effect`:`Allow`," + Place + "},{`Effect`:`Deny`,`Action`:`a:*`,`Resource`:`*`}]}"),
        ("AZ1463", Identity, Policy("`Effect`:`Allow`,`Action`:[`a:b`,`a:c`,¶`A:B`],`Resource`:`*`")),
        ("AZ1463", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[`arn:aws:s3:::x`,¶`arn:aws:s3:::x`]")),
        ("AZ1463", Identity, Deny("{`StringEquals`:{`a:b`:[`x`,¶`x`]}}")),
        ("AZ1463", Resource, Policy("`Effect`:`Deny`,`Principal`:{`AWS`:[`111122223333`,¶`111122223333`]}," + Place)),
        ("AZ1464", Identity, Policy("`Effect`:`Allow`,`Action`:[¶`a:GetOne`,`a:Get*`],`Resource`:`*`")),
        ("AZ1480", Identity, Policy("`Effect`:`Allow`,`Action`:[`orders:GetOrder`,¶`orders:GetOrdr`],`Resource`:`*`")),
        ("AZ1480", Identity, Policy("`Effect`:`Allow`,`NotAction`:[`iam:*`,¶`orders:Put*`],`Resource`:`*`")),
        ("AZ1481", Identity, Policy("`Effect`:`Allow`,`Action`:¶`order:GetOrder`,`Resource`:`*`")),
    ];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> StatementNearMisses =>
    [
        ("AZ1450", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`NotResource`:`arn:aws:s3:::x/${aws:username, 'nobody'}`")),
        ("AZ1450", Identity, Policy("`Effect`:`Deny`,`Action`:`a:b`,`NotResource`:`arn:aws:s3:::x/${aws:username}`")),
        ("AZ1451", Resource, Policy("`Effect`:`Deny`,`Principal`:{`AWS`:`111122223333`}," + Place)),
        ("AZ1451", Resource, Policy("`Effect`:`Deny`,`Principal`:`*`," + Place + ",`Condition`:{`ArnNotLike`:{`aws:PrincipalArn`:`arn:aws:iam::1:role/x`}}")),
        ("AZ1452", PolicyKind.ServiceControl, Policy("`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`")),
        ("AZ1452", Identity, Policy("`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`,`Condition`:{`Bool`:{`aws:MultiFactorAuthPresent`:true}}")),
        ("AZ1452", Identity, Policy("`Effect`:`Allow`,`Action`:`*`,`Resource`:`arn:aws:s3:::x`")),
        ("AZ1452", Identity, Policy("`Effect`:`Allow`,`Action`:`s*:*`,`Resource`:`*`")),
        ("AZ1453", Identity, Policy("`Effect`:`Allow`,`NotAction`:[`iam:*`,`organizations:*`],`Resource`:`*`")),
        ("AZ1453", Identity, Policy("`Effect`:`Allow`,`NotAction`:`s3:DeleteBucket`,`Resource`:`arn:aws:s3:::*`")),
        ("AZ1453", PolicyKind.Boundary, Policy("`Effect`:`Allow`,`NotAction`:`s3:*`,`Resource`:`*`")),
        ("AZ1453", Identity, Policy("`Effect`:`Deny`,`NotAction`:`s3:*`,`Resource`:`*`")),
        ("AZ1454", Resource, Public("{`StringEquals`:{`aws:PrincipalOrgID`:`o-1`}}")),
        ("AZ1454", Resource, Policy("`Effect`:`Deny`,`Principal`:`*`," + Place)),
        ("AZ1454", Resource, Public("{`IpAddress`:{`aws:SourceIp`:`203.0.113.0/24`},`Bool`:{`aws:SecureTransport`:true}}")),
        ("AZ1454", Resource, Public("{`ArnLike`:{`aws:SourceArn`:`arn:aws:s3:*:*:my-bucket`}}")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:[`iam:Get*`,`sts:Get*`],`Resource`:`*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:`iam:PassRole`,`Resource`:`arn:aws:iam::*:role/ci-*`")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:`iam:PassRole`,`Resource`:`*`,`Condition`:{`StringEquals`:{`iam:PassedToService`:`x.amazonaws.com`}}")),
        ("AZ1455", Identity, Policy("`Effect`:`Allow`,`Action`:`sts:AssumeRole`,`Resource`:`arn:aws:iam::1:role/x`")),
        ("AZ1455", PolicyKind.Session, Policy("`Effect`:`Allow`,`Action`:`sts:AssumeRole`,`Resource`:`*`")),
        ("AZ1457", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws-cn:s3:::x`")),
        ("AZ1457", Identity, Deny("{`ArnLike`:{`aws:PrincipalArn`:`arn:*:iam::1:role/x`}}")),
        ("AZ1458", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::*`")),
        ("AZ1458", Identity, Policy("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:lambda:*:*:*`")),
        ("AZ1459", PolicyKind.Session, Policy("`Effect`:`Allow`," + Place)),
        ("AZ1459", Identity, Policy("`Effect`:`Deny`," + Place)),
        ("AZ1459", PolicyKind.ServiceControl, Policy("`Effect`:`Deny`," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Allow`,`Action`:`a:*`,`Resource`:`arn:aws:s3:::y`", "", "`Effect`:`Allow`," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Allow`,`Action`:`a:*`,`Resource`:`*`,`Condition`:{`Bool`:{`a:b`:true}}", "", "`Effect`:`Allow`," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Allow`,`Action`:`a:*`,`Resource`:`arn:aws:s3:::*`", "", "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`")),
        ("AZ1460", Identity, Two("`Effect`:`Deny`,`NotAction`:`a:*`,`Resource`:`*`", "", "`Effect`:`Deny`,`NotAction`:`a:b`,`Resource`:`*`,`Condition`:{`Bool`:{`a:b`:true}}")),
        ("AZ1460", Resource, Two("`Effect`:`Allow`,`Principal`:{`AWS`:`111122223333`}," + Place, "",
            "`Effect`:`Allow`,`Principal`:{`AWS`:`arn:aws:iam::111122223333:role/x`}," + Place)),
        ("AZ1460", Identity, Two("`Effect`:`Deny`," + Place + ",`Condition`:{`StringNotEquals`:{`a:b`:[`x`,`y`]}}", "",
            "`Effect`:`Deny`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::x`,`Condition`:{`StringNotEquals`:{`a:b`:[`x`,`z`]}}")),
        ("AZ1461", Identity, Two("`Effect`:`Deny`," + Place, "", "`Effect`:`Allow`," + Place)),
        ("AZ1461", Identity, Two("`Effect`:`Deny`," + Place, "", "`Effect`:`Deny`,`NotAction`:`a:b`,`Resource`:`arn:aws:s3:::x`")),
        ("AZ1462", Identity, Two("`Effect`:`Allow`,`Action`:`a:*`,`Resource`:`*`", "", "`Effect`:`Deny`," + Place)),
        ("AZ1462", Identity, Two("`Effect`:`Allow`," + Place, "", "`Effect`:`Deny`,`Action`:`a:*`,`Resource`:`*`,`Condition`:{`Bool`:{`a:b`:true}}")),
        ("AZ1463", Identity, Policy("`Effect`:`Allow`,`Action`:[`a:b`,`a:c`],`Resource`:[`arn:aws:s3:::x`,`arn:aws:s3:::X`]")),
        ("AZ1463", Identity, Deny("{`StringEquals`:{`a:b`:[`x`,`X`]}}")),
        ("AZ1464", Identity, Policy("`Effect`:`Allow`,`Action`:[`a:GetOne`,`a:Set*`],`Resource`:`*`")),
        ("AZ1464", Identity, Policy("`Effect`:`Allow`,`Action`:[`a:Get`,`a:Get?`,`b:Get*`],`Resource`:`*`")),
        ("AZ1480", Identity, Policy("`Effect`:`Allow`,`Action`:[`ORDERS:getorder`,`orders:L*s`,`*`,`order?:*`],`Resource`:`*`")),
        ("AZ1480", Identity, Policy("`Effect`:`Allow`,`Action`:`order:GetOrder`,`Resource`:`*`")),
        ("AZ1481", Identity, Policy("`Effect`:`Allow`,`Action`:[`s3:*`,`ORDERS:x`,`*`],`Resource`:`*`")),
        ("AZ1481", Identity, Policy("`Effect`:`Allow`,`Action`:`order*:GetOrder`,`Resource`:`*`")),
    ];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> TrustFindings =>
    [
        ("AZ1500", Trust, Assume("¶`*`")),
        ("AZ1500", Trust, Assume("{`AWS`:¶`*`}", "{`StringEquals`:{`sts:ExternalId`:`x`}}")),
        ("AZ1500", Trust, Assume("{`AWS`:¶`*`}", "{`StringLike`:{`aws:PrincipalArn`:`*`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`StringNotEquals`:{`aws:PrincipalOrgID`:`o-1`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`IpAddress`:{`aws:SourceIp`:[`203.0.113.0/24`,`0.0.0.0/0`]}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`IpAddress`:{`aws:SourceIp`:`::/0`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`ArnLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:role/deploy*`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`StringLike`:{`aws:PrincipalArn`:`arn:aws:iam::*:role/deploy*`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`StringLike`:{`aws:PrincipalAccount`:`????????????`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`StringLike`:{`aws:userid`:`*:bob`}}")),
        ("AZ1500", Trust, Assume("¶`*`", "{`StringLike`:{`aws:userid`:`AROA*`}}")),
        ("AZ1501", Trust, Assume("{`AWS`:[`111122223333`,¶`999988887777`]}")),
        ("AZ1501", Trust, Assume("{`AWS`:¶`arn:aws:iam::999988887777:role/x`}", "{`StringEqualsIfExists`:{`sts:ExternalId`:`x`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringEquals`:{`" + GitHub + ":aud`:`sts.amazonaws.com`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":sub`:[`repo:org/x:*`,`repo:*`]}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":sub`:`repo:octo*`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":repository`:`octo*`}}")),
        ("AZ1502", Trust, Web(Issuer + "gitlab.com", "{`StringLike`:{`gitlab.com:sub`:`project_path:octo*:ref:main`}}")),
        ("AZ1502", Trust, Web(Issuer + "app.terraform.io", "{`StringLike`:{`app.terraform.io:sub`:`organization:acme*`}}")),
        ("AZ1502", Trust, Web(Issuer + "oidc.eks.eu-west-1.amazonaws.com/id/AB",
            "{`StringEquals`:{`oidc.eks.eu-west-1.amazonaws.com/id/AB:aud`:`sts.amazonaws.com`}}")),
        ("AZ1502", Trust, Web("accounts.google.com", "{`StringEquals`:{`accounts.google.com:email`:`x`}}")),
        ("AZ1503", Trust, Web(Issuer + "idp.example.com/x", "{`StringEquals`:{`idp.example.com/x:sub`:`y`}}")),
        ("AZ1503", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":sub`:`repo:org/x:*`}}")),
        ("AZ1504", Trust, Web(Pool, "{`StringEquals`:{`" + Pool + ":aud`:`eu-west-1:x`}}")),
        ("AZ1504", Trust, Web(Pool, "{`ForAnyValue:StringLike`:{`" + Pool + ":amr`:`authenticated`}}")),
        ("AZ1505", Trust, Assume("{`Federated`:¶`arn:aws:iam::111122223333:saml-provider/corp`}", action: "sts:AssumeRoleWithSAML")),
    ];

    private static IEnumerable<(string Code, PolicyKind Kind, string Text)> TrustNearMisses =>
    [
        ("AZ1500", Trust, Assume("`*`", "{`StringEquals`:{`aws:PrincipalOrgID`:`o-1`}}")),
        ("AZ1500", Trust, Assume("`*`", "{`ArnLike`:{`aws:PrincipalArn`:`arn:aws:iam::1:role/*`}}")),
        ("AZ1500", Trust, Assume("`*`", "{`IpAddress`:{`aws:SourceIp`:`203.0.113.0/24`}}")),
        ("AZ1500", Trust, Assume("`*`", "{`StringLike`:{`aws:userid`:`AROAEXAMPLEID:*`}}")),
        ("AZ1500", Trust, Assume("`*`", "{`StringLike`:{`aws:PrincipalArn`:`arn:aws:iam::111122223333:role/deploy*`}}")),
        ("AZ1500", Trust, Policy("`Effect`:`Deny`,`Principal`:`*`,`Action`:`sts:AssumeRole`")),
        ("AZ1501", Trust, Assume("{`AWS`:[`111122223333`,`arn:aws:iam::222233334444:root`]}")),
        ("AZ1501", Trust, Assume("{`AWS`:`999988887777`}", "{`StringEquals`:{`sts:ExternalId`:`x`}}")),
        ("AZ1501", Trust, Assume("{`AWS`:`999988887777`}", "{`ForAnyValue:StringLike`:{`aws:PrincipalOrgPaths`:`o-1/*`}}")),
        ("AZ1501", Trust, Assume("{`AWS`:`999988887777`}", action: "sts:TagSession")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":SUB`:`repo:org/*`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":sub`:`repo:octo/*`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringLike`:{`" + GitHub + ":repository`:`octo/*`}}")),
        ("AZ1502", Trust, Web(Issuer + "gitlab.com", "{`StringLike`:{`gitlab.com:sub`:`project_path:octo/*:ref:main`}}")),
        ("AZ1502", Trust, Web(Issuer + "app.terraform.io", "{`StringLike`:{`app.terraform.io:sub`:`organization:acme:*`}}")),
        ("AZ1502", Trust, Web(Issuer + "oidc.eks.eu-west-1.amazonaws.com/id/AB",
            "{`StringLike`:{`oidc.eks.eu-west-1.amazonaws.com/id/AB:sub`:`system:serviceaccount:prod-*`}}")),
        ("AZ1502", Trust, Web(Issuer + GitHub, "{`StringEquals`:{`" + GitHub + ":repository_owner_id`:`1`}}")),
        ("AZ1502", Trust, Web(Issuer + "idp.example.com", "{`StringEquals`:{`idp.example.com:aud`:`x`}}")),
        ("AZ1502", Trust, Web("accounts.google.com", "{`StringEquals`:{`accounts.google.com:aud`:`x`}}")),
        ("AZ1503", Trust, Web(Issuer + "idp.example.com/x", "{`StringEquals`:{`idp.example.com/x:aud`:`y`}}")),
        ("AZ1503", Trust, Web("www.amazon.com", "{`StringEquals`:{`www.amazon.com:app_id`:`x`}}")),
        ("AZ1504", Trust, Web(Pool, "{`StringEquals`:{`" + Pool + ":aud`:`x`},`ForAnyValue:StringLike`:{`" + Pool + ":amr`:`authenticated`}}")),
        ("AZ1504", Trust, Web(Issuer + "cognito-idp.eu-west-1.amazonaws.com/p", "{`StringEquals`:{`cognito-idp.eu-west-1.amazonaws.com/p:aud`:`x`}}")),
        ("AZ1505", Trust, Assume("{`Federated`:`arn:aws:iam::111122223333:saml-provider/corp`}",
            "{`StringEquals`:{`SAML:aud`:`https://signin.aws.amazon.com/saml`}}", "sts:AssumeRoleWithSAML")),
        ("AZ1505", Trust, Assume("{`Federated`:`arn:aws:iam::111122223333:saml-provider/corp`}", action: "sts:TagSession")),
    ];

    private static string Policy(string statement, string version = "2012-10-17") =>
        $"{{`Version`:`{version}`,`Statement`:{{{statement}}}}}";

    private static string Allow(string condition) => Policy($"`Effect`:`Allow`,{Place},`Condition`:{condition}");

    private static string Deny(string condition) => Policy($"`Effect`:`Deny`,{Place},`Condition`:{condition}");

    private static string Public(string condition) => Policy($"`Effect`:`Allow`,`Principal`:`*`,{Place},`Condition`:{condition}");

    private static string Two(string first, string mark, string second) =>
        $"{{`Version`:`2012-10-17`,`Statement`:[{{{first}}},\n {mark}{{{second}}}]}}";

    private static string Assume(string principal, string condition = "", string action = "sts:AssumeRole") =>
        Policy($"`Effect`:`Allow`,`Principal`:{principal},`Action`:`{action}`{(condition.Length == 0 ? "" : $",`Condition`:{condition}")}");

    private static string Web(string provider, string condition, string mark = "¶") =>
        Assume($"{{`Federated`:{mark}`{provider}`}}", condition, "sts:AssumeRoleWithWebIdentity");
}
