using Authz.Policies.Diagnostics;

namespace Authz.Policies.Documents;

/// <summary>What can be wrong with a policy. The source of each rule stands behind it (reference sections 1 to 4).</summary>
public static class PolicyRules
{
    public static readonly DiagnosticRule NotAnObject =
        Error("AZ1100", "a policy or statement is not an object", "write one JSON object with `Version` and `Statement`"); // G1
    public static readonly DiagnosticRule UnknownElement =
        Error("AZ1101", "an element is unknown", "remove the element or correct its spelling; names are case-sensitive"); // G1, G3, G7
    public static readonly DiagnosticRule InvalidVersion =
        Error("AZ1102", "the version is unknown", "write `2012-10-17`"); // G9, G11
    public static readonly DiagnosticRule MissingStatement =
        Error("AZ1103", "the policy has no statement", "add a `Statement` with at least one statement"); // G2, G15
    public static readonly DiagnosticRule ExclusiveElements =
        Error("AZ1104", "an element and its negation stand in one statement", "keep one of the two"); // G3
    public static readonly DiagnosticRule MissingElement =
        Error("AZ1105", "an element is missing", "add the element"); // table 1.4
    public static readonly DiagnosticRule ElementNotAllowed =
        Error("AZ1106", "this kind of policy cannot hold the element",
            "remove the element; this kind of policy cannot hold it"); // table 1.4
    public static readonly DiagnosticRule InvalidSid =
        Error("AZ1107", "the `Sid` is malformed or used twice", "use letters and digits, and each `Sid` once in a policy"); // G13
    public static readonly DiagnosticRule InvalidEffect =
        Error("AZ1108", "the effect is not one that the policy can have", "write `Allow` or `Deny`"); // G14, table 1.4
    public static readonly DiagnosticRule EmptyList =
        Error("AZ1109", "a list or block is empty", "list at least one value or remove the element"); // G15, D5
    public static readonly DiagnosticRule WrongType =
        Error("AZ1110", "a value has the wrong type", "write a string or an array of strings"); // G4
    public static readonly DiagnosticRule InvalidCharacter =
        Error("AZ1111", "a character is not allowed in policies",
            "use the characters U+0020 to U+00FF, tab and line breaks, or escape as `\\uXXXX`"); // G8
    public static readonly DiagnosticRule InvalidAction =
        Error("AZ1120", "an action is malformed", "write `*` or `prefix:Name`, for example `orders:Get*`"); // W4
    public static readonly DiagnosticRule InvalidResource =
        Error("AZ1121", "a resource is malformed",
            "write `*` or an ARN with six fields, for example `arn:aws:s3:::bucket/*`"); // W5, W9, V1
    public static readonly DiagnosticRule InvalidPrincipal =
        Error("AZ1122", "a principal is malformed or not allowed here",
            "name an account, user, role, session, service or identity provider, or `*`"); // P1 to P9
    public static readonly DiagnosticRule NotPrincipalMisuse =
        Error("AZ1123", "`NotPrincipal` stands where it cannot", "use `Principal`, or a condition on `aws:PrincipalArn`"); // P14
    public static readonly DiagnosticRule UnknownOperator =
        Error("AZ1130", "a condition operator is unknown", "use an operator of the IAM condition reference, spelt exactly"); // D4, D8
    public static readonly DiagnosticRule InvalidKey =
        Error("AZ1131", "a context key is malformed", "write a key such as `aws:SourceIp`"); // table 1.2
    public static readonly DiagnosticRule DuplicateKey =
        Error("AZ1132", "a context key stands twice under one operator", "keep one; keys that differ only in case are the same key"); // G6
    public static readonly DiagnosticRule InvalidValue =
        Error("AZ1133", "a value does not fit its operator", "write a value of the operator's type"); // section 4.6
    public static readonly DiagnosticRule SeveralFlags =
        Error("AZ1134", "a flag has several values", "keep one of `true` and `false`"); // section 4.3
    public static readonly DiagnosticRule TooManyStatements =
        Error("AZ1140", "the policy has too many statements", "split the policy, or let one statement list several actions and resources");
    public static readonly DiagnosticRule TooManyValues =
        Error("AZ1141", "a list has too many values", "split the statement, or use wildcards");
    public static readonly DiagnosticRule TooManyConditions =
        Error("AZ1142", "a statement has too many conditions", "split the statement");
    public static readonly DiagnosticRule ValueTooLong =
        Error("AZ1143", "a value is too long", "shorten the value");
    public static readonly DiagnosticRule PrincipalWildcard =
        Warning("AZ1200", "a wildcard in a principal is no pattern", "use `*` with a condition on `aws:PrincipalArn`"); // P11
    public static readonly DiagnosticRule ServiceWildcard =
        Warning("AZ1201", "the service prefix of an action has a wildcard", "name the service"); // D13
    public static readonly DiagnosticRule BareOperatorOnSet =
        Warning("AZ1202", "an operator without set prefix never matches a multivalued key",
            "prefix the operator with `ForAnyValue:` or `ForAllValues:`"); // section 4.5

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        NotAnObject, UnknownElement, InvalidVersion, MissingStatement, ExclusiveElements, MissingElement, ElementNotAllowed,
        InvalidSid, InvalidEffect, EmptyList, WrongType, InvalidCharacter, InvalidAction, InvalidResource, InvalidPrincipal,
        NotPrincipalMisuse, UnknownOperator, InvalidKey, DuplicateKey, InvalidValue, SeveralFlags, TooManyStatements, TooManyValues,
        TooManyConditions, ValueTooLong, PrincipalWildcard, ServiceWildcard, BareOperatorOnSet,
    ];

    private static DiagnosticRule Error(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Error, summary, remedy);

    private static DiagnosticRule Warning(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Warning, summary, remedy);
}
