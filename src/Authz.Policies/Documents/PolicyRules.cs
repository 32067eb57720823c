using Authz.Policies.Diagnostics;

namespace Authz.Policies.Documents;

/// <summary>What can be wrong with a policy. The source of each rule stands behind it (reference sections 1 to 4).</summary>
public static class PolicyRules
{
    public static readonly DiagnosticRule NotAnObject = Error("AZ1100", "write one JSON object with `Version` and `Statement`"); // G1
    public static readonly DiagnosticRule UnknownElement = Error("AZ1101", "remove the element or correct its spelling; names are case-sensitive"); // G1, G3, G7
    public static readonly DiagnosticRule InvalidVersion = Error("AZ1102", "write `2012-10-17`"); // G9, G11
    public static readonly DiagnosticRule MissingStatement = Error("AZ1103", "add a `Statement` with at least one statement"); // G2, G15
    public static readonly DiagnosticRule ExclusiveElements = Error("AZ1104", "keep one of the two"); // G3
    public static readonly DiagnosticRule MissingElement = Error("AZ1105", "add the element"); // table 1.4
    public static readonly DiagnosticRule ElementNotAllowed = Error("AZ1106", "remove the element; this kind of policy cannot hold it"); // table 1.4
    public static readonly DiagnosticRule InvalidSid = Error("AZ1107", "use letters and digits, and each `Sid` once in a policy"); // G13
    public static readonly DiagnosticRule InvalidEffect = Error("AZ1108", "write `Allow` or `Deny`"); // G14, table 1.4
    public static readonly DiagnosticRule EmptyList = Error("AZ1109", "list at least one value or remove the element"); // G15, D5
    public static readonly DiagnosticRule WrongType = Error("AZ1110", "write a string or an array of strings"); // G4
    public static readonly DiagnosticRule InvalidCharacter = Error("AZ1111", "use the characters U+0020 to U+00FF, tab and line breaks, or escape as `\\uXXXX`"); // G8
    public static readonly DiagnosticRule InvalidAction = Error("AZ1120", "write `*` or `prefix:Name`, for example `orders:Get*`"); // W4
    public static readonly DiagnosticRule InvalidResource = Error("AZ1121", "write `*` or an ARN with six fields, for example `arn:aws:s3:::bucket/*`"); // W5, W9, V1
    public static readonly DiagnosticRule InvalidPrincipal = Error("AZ1122", "name an account, user, role, session, service or identity provider, or `*`"); // P1 to P9
    public static readonly DiagnosticRule NotPrincipalMisuse = Error("AZ1123", "use `Principal`, or a condition on `aws:PrincipalArn`"); // P14
    public static readonly DiagnosticRule UnknownOperator = Error("AZ1130", "use an operator of the IAM condition reference, spelt exactly"); // D4, D8
    public static readonly DiagnosticRule InvalidKey = Error("AZ1131", "write a key such as `aws:SourceIp`"); // table 1.2
    public static readonly DiagnosticRule DuplicateKey = Error("AZ1132", "keep one; keys that differ only in case are the same key"); // G6
    public static readonly DiagnosticRule InvalidValue = Error("AZ1133", "write a value of the operator's type"); // section 4.6
    public static readonly DiagnosticRule SeveralFlags = Error("AZ1134", "keep one of `true` and `false`"); // section 4.3
    public static readonly DiagnosticRule PrincipalWildcard = Warning("AZ1200", "use `*` with a condition on `aws:PrincipalArn`"); // P11
    public static readonly DiagnosticRule ServiceWildcard = Warning("AZ1201", "name the service"); // D13
    public static readonly DiagnosticRule BareOperatorOnSet = Warning("AZ1202", "prefix the operator with `ForAnyValue:` or `ForAllValues:`"); // section 4.5

    private static DiagnosticRule Error(string code, string remedy) => new(code, DiagnosticSeverity.Error, remedy);

    private static DiagnosticRule Warning(string code, string remedy) => new(code, DiagnosticSeverity.Warning, remedy);
}
