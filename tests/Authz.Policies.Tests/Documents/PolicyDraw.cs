using Authz.Policies.Documents;
using CsCheck;

namespace Authz.Policies.Tests.Documents;

/// <summary>Random policies of all kinds, every one of which must be read without error. A backtick stands for a double quote.</summary>
internal static class PolicyDraw
{
    private const string Account = "111122223333";

    private static readonly (string Operators, string[] Values)[] Typed =
    [
        ("StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike",
            ["``", "`x`", "`a*?`", "`${*}${?}${$}`", "`${aws:username}`", "`${a:b, 'c d'}`", "7", "true", "`\\u20ac \\ud83d\\ude00`", "`\\u0022\\\\\\u0000é`"]),
        ("NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals",
            ["0", "`-0.0`", "10", "10.00", "`+00010.10`", "`.5`", "-1.5", "`1234567890123456789012345678`", "`0.000000000000000000000000001`"]),
        ("DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals",
            ["2026", "`2026-01`", "`2026-01-31`", "1769860800", "`2026-01-31T12:00:00.123456789+05:30`", "`0001-01-01T00:00:00.000000001+23:59`",
                "`9999-12-31T23:59:59-23:59`", "`9999-12-31T23:59:59.9-00:01`", "-1", "9223372036854775807"]),
        ("Bool", ["true", "`FALSE`"]),
        ("BinaryEquals", ["``", "`QQ==`", "`QR==`", "`AAEC/+7=`", "`AAEC`"]),
        ("IpAddress NotIpAddress",
            ["`10.0.0.1`", "`10.1.2.3/8`", "`0.0.0.0/0`", "`::/0`", "`::1`", "`2001:db8::1:2/120`", "`::ffff:1.2.3.4`", "`::ffff:1.2.3.4/100`", "`::ffff:1.2.3.4/70`", "`::1.2.3.4`", "`64:ff9b::1.2.3.4`"]),
        ("ArnEquals ArnLike ArnNotEquals ArnNotLike", ["`*`", "`arn:aws:iam::*:role/x`", "`arn:*`", "`*:a:b:c:d:e`", "`arn:aws:s3:::a:b/?`", "`arn:aws:iam::1:user/${aws:username}`", "`arn:${aws:PrincipalArn}*`"]),
    ];

    /// <summary>A kind and a text of that kind.</summary>
    public static Gen<(PolicyKind Kind, string Text)> Policies { get; } =
        Gen.Enum<PolicyKind>().SelectMany(kind => Document(kind).Select(text => (kind, text)));

    private static Gen<string> Document(PolicyKind kind) => Gen.Select(
        kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl ? Gen.Const("`Version`:`2012-10-17`,")
            : OneOf("", "`Version`:`2008-10-17`,", "`Version`:`2012-10-17`,", "`Version`:`2012-10-17`,"),
        kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.Key ? OneOf("", "`Id`:`x`,") : Gen.Const(""),
        Statement(kind).Array[1, 3]).Select((version, id, statements) => statements.Length == 1
            ? $"{{{version}{id}`Statement`:{{{statements[0]}}}}}"
            : $"{{{id}`Statement`:[{string.Join(',', statements.Select((s, i) => $"{{`Sid`:`{(i == 1 ? "" : $"S{i}")}`,{s}}}"))}],{version}}}".Replace(",}", "}", StringComparison.Ordinal));

    private static Gen<string> Statement(PolicyKind kind)
    {
        var isControl = kind == PolicyKind.ResourceControl;
        Gen<string> effect = isControl ? Gen.Const("Deny") : OneOf("Allow", "Deny");
        Gen<string> actions = List(isControl ? ["`s3:*`", "`S3:Get?bject`"] : ["`*`", "`s3:*`", "`S3:Get?bject`", "`route53-*:*`", "`a.b_c:d/e`"]);
        Gen<string> resources = List(["`*`", "`**`", "`arn:aws:s3:::a/*`", "`arn:aws:s3:*:*`", "`arn:aws:s3:::a:b?`", "`arn:aws:s3:::${aws:username}/${a:b, 'c:d'}${*}`"]);
        return Gen.Select(effect, Gen.Bool, actions, Gen.Int[0, 4], resources, Gen.Select(Principals(kind), NotPrincipals(kind), Conditions)).Select(
            (effect, isNotAction, actions, resourceForm, resources, rest) =>
        {
            (var principals, var notPrincipals, var conditions) = rest;
            var omits = kind == PolicyKind.Trust || (resourceForm == 0 && kind is PolicyKind.Resource or PolicyKind.Key);
            return $"`Effect`:`{effect}`,{(effect == "Deny" && notPrincipals.Length > 0 ? notPrincipals : principals)}"
                + $"`{(isNotAction && !isControl ? "NotAction" : "Action")}`:{actions}"
                + (omits ? "" : $",`{(resourceForm == 1 ? "NotResource" : "Resource")}`:{resources}") + conditions;
        });
    }

    private static Gen<string> Principals(PolicyKind kind) => kind switch
    {
        PolicyKind.ResourceControl => Gen.Const("`Principal`:`*`,"),
        PolicyKind.Resource or PolicyKind.Trust or PolicyKind.Key => Gen.Select(
            List(["`*`", $"`{Account}`", $"`arn:aws:iam::{Account}:root`", $"`arn:aws-cn:iam::{Account}:user/x/y`", "`AROAEXAMPLE1234567890`", $"`arn:aws:sts::{Account}:assumed-role/r/s`"]),
            OneOf("", ",`Service`:[`a.b`,`c.d`]", kind == PolicyKind.Trust ? $",`Federated`:`arn:aws:iam::{Account}:oidc-provider/x.y`" : "", kind == PolicyKind.Resource ? ",`CanonicalUser`:`ab12`" : ""),
            Gen.Int[0, 3]).Select((aws, more, form) => form switch
            {
                0 => "`Principal`:`*`,",
                1 when more.Length > 0 => $"`Principal`:{{{more[1..]},`AWS`:{aws}}},",
                _ => $"`Principal`:{{`AWS`:{aws}{more}}},",
            }),
        _ => Gen.Const(""),
    };

    private static Gen<string> NotPrincipals(PolicyKind kind) => kind is PolicyKind.Resource or PolicyKind.Key
        ? Gen.Select(Gen.Bool, List([$"`{Account}`", $"`arn:aws:iam::{Account}:root`"])).Select((some, list) => some ? $"`NotPrincipal`:{{`AWS`:{list}}}," : "")
        : Gen.Const("");

    private static Gen<string> Conditions { get; } = Gen.Select(
        Gen.Int[0, Typed.Length - 1].SelectMany(i => Block(Typed[i].Operators.Split(' '), Typed[i].Values)), OneOf("", "", ",`Null`:{`a:b`:`true`}"), Gen.Bool)
        .Select((block, more, some) => some ? $",`Condition`:{{{block}{more}}}" : "");

    private static Gen<string> Block(string[] operators, string[] values) => Gen.Select(
        OneOf("", "ForAllValues:", "ForAnyValue:"), OneOf(operators), OneOf("", "IfExists"), operators is ["Bool"] ? OneOf(values) : List(values),
        operators is ["Bool"] ? OneOf(values) : List(values), Gen.Bool).Select((prefix, name, suffix, one, other, two) =>
            $"`{prefix}{name}{suffix}`:{{`a:b`:{one}{(two ? $",`aws:RequestTag/A b`:{other}" : "")}}}");

    private static Gen<string> List(string[] values) => Gen.Select(OneOf(values).Array[1, 3], Gen.Bool).Select((list, bare) =>
        bare && list.Length == 1 ? list[0] : $"[{string.Join(',', list)}]");

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
