using Authz.Policies.Diagnostics;

namespace Authz.Policies.Lints;

/// <summary>What a valid policy may say that its author did not mean. Errors are never among them; a false alarm is worse than a miss.</summary>
public static class LintRules
{
    // conditions
    internal static readonly DiagnosticRule ForAllValuesInAllow =
        Warning("AZ1400", "`ForAllValues` in an `Allow` also permits requests without the key",
            "add `\"Null\": {\"key\": \"false\"}` or `ForAnyValue` on the same key"); // section 4.5
    internal static readonly DiagnosticRule MfaDenySparesKeys =
        Warning("AZ1401", "a `Deny` about MFA spares callers with long-term keys", "add `IfExists` to the operator"); // section 6.2
    internal static readonly DiagnosticRule MfaAllowIfExists =
        Warning("AZ1402", "an `Allow` about MFA also permits callers with long-term keys",
            "remove `IfExists` from the operator"); // section 6.2
    internal static readonly DiagnosticRule SetPrefixOnSingleValue =
        Warning("AZ1403", "a set prefix stands on a single-valued key", "remove the prefix"); // section 4.5
    internal static readonly DiagnosticRule UnknownGlobalKey =
        Warning("AZ1404", "a global context key is unknown", "correct its spelling, or check that a request can carry it"); // section 6
    internal static readonly DiagnosticRule OperatorType =
        Warning("AZ1405", "an operator does not fit the type of its key", "use an operator of the key's type"); // section 4.6
    internal static readonly DiagnosticRule LikeOnArn =
        Suggestion("AZ1406", "`StringLike` on an ARN crosses its colons", "use `ArnLike`, which matches field by field"); // W11, W12
    internal static readonly DiagnosticRule WildcardInEquals =
        Warning("AZ1407", "a wildcard is plain text under this operator",
            "use `StringLike` or `StringNotLike`, or write `${*}` for a star"); // W3
    internal static readonly DiagnosticRule LikeWithoutWildcard =
        Suggestion("AZ1408", "a `Like` operator has no wildcard", "use `StringEquals` or `StringNotEquals`"); // W3
    internal static readonly DiagnosticRule VariableInOldVersion =
        Warning("AZ1409", "a variable is plain text in this version of the language", "write `\"Version\": \"2012-10-17\"`"); // G10
    internal static readonly DiagnosticRule IfExistsWithoutEffect =
        Suggestion("AZ1410", "`IfExists` changes nothing here", "remove `IfExists`"); // section 4.4
    internal static readonly DiagnosticRule RedundantCondition =
        Suggestion("AZ1411", "another condition on the same key says more", "remove the condition"); // section 4.2
    internal static readonly DiagnosticRule Contradiction =
        Warning("AZ1412", "two conditions can never both hold", "correct one of them, or remove the statement"); // section 4.1
    internal static readonly DiagnosticRule PrivateAddress =
        Suggestion("AZ1413", "a private address range is no public source",
            "use the public range, or `aws:VpcSourceIp` behind an endpoint"); // section 6.3
    internal static readonly DiagnosticRule BlanksAtEnds =
        Warning("AZ1414", "a value has blanks that no request has", "remove the blanks");
    internal static readonly DiagnosticRule ClientControlled =
        Warning("AZ1415", "only what the client claims of itself limits the grant",
            "add a condition that the client cannot choose, such as `aws:SourceIp` or `aws:PrincipalOrgID`"); // section 6.5

    // statements
    internal static readonly DiagnosticRule UnresolvedNotResource =
        Warning("AZ1450", "`Allow` with `NotResource` permits everything when a variable has no value",
            "give the variable a default, or use `Resource`"); // V7
    internal static readonly DiagnosticRule NotPrincipal =
        Warning("AZ1451", "`NotPrincipal` denies more than those it does not list",
            "use `\"Principal\": \"*\"` with `ArnNotLike` on `aws:PrincipalArn`"); // P14, P15
    internal static readonly DiagnosticRule FullAdministrator =
        Suggestion("AZ1452", "a statement permits everything", "name the actions and resources that are needed");
    internal static readonly DiagnosticRule AllowNotAction =
        Warning("AZ1453", "`Allow` with `NotAction` permits every other action, also of IAM",
            "list the actions with `Action`, or add `iam:*` to the list");
    internal static readonly DiagnosticRule PublicResource =
        Warning("AZ1454", "a resource is open to everybody", "name principals, or add a condition such as `aws:PrincipalOrgID`"); // P1
    internal static readonly DiagnosticRule AnyRole =
        Suggestion("AZ1455", "a statement permits to take or pass on every role", "name the roles");
    internal static readonly DiagnosticRule WildcardPartition =
        Suggestion("AZ1457", "an ARN has a wildcard in its partition", "name the partition, for example `aws`"); // W6
    internal static readonly DiagnosticRule OpenArn =
        Suggestion("AZ1458", "an ARN stops before its sixth field", "write all six fields"); // W9
    internal static readonly DiagnosticRule GrantsNothing =
        Warning("AZ1459", "a policy that limits what is permitted permits nothing", "add an `Allow` statement"); // section 5.3
    internal static readonly DiagnosticRule Shadowed =
        Warning("AZ1460", "another statement already says all that a statement says", "remove the statement, or narrow the other one");
    internal static readonly DiagnosticRule DuplicateStatement =
        Warning("AZ1461", "two statements say the same", "remove one of them");
    internal static readonly DiagnosticRule AllowUnderDeny =
        Warning("AZ1462", "a `Deny` takes all that an `Allow` permits", "remove the statement, or narrow the `Deny`"); // section 5.2
    internal static readonly DiagnosticRule DuplicateValue =
        Suggestion("AZ1463", "a value is listed twice", "list it once");
    internal static readonly DiagnosticRule CoveredAction =
        Suggestion("AZ1464", "an action is covered by a wildcard of the same list", "remove the narrower one");

    // actions, with a catalogue
    internal static readonly DiagnosticRule UnknownAction =
        Warning("AZ1480", "a pattern names no action of the catalogue", "correct the spelling, or add the action to the catalogue"); // W4
    internal static readonly DiagnosticRule UnknownService =
        Warning("AZ1481", "a service prefix is not in the catalogue", "correct the spelling, or add the service to the catalogue"); // W4

    // trust
    internal static readonly DiagnosticRule PublicTrust =
        Warning("AZ1500", "everybody may take the role",
            "name principals, or limit them by `aws:PrincipalOrgID`, `aws:PrincipalAccount` or `aws:PrincipalArn`");
    internal static readonly DiagnosticRule CrossAccountTrust =
        Warning("AZ1501", "another account may take the role without an external id",
            "add `StringEquals` on `sts:ExternalId`, or on `aws:PrincipalOrgID`"); // section 5.6
    internal static readonly DiagnosticRule SharedIssuer =
        Warning("AZ1502", "everybody with a token of an identity provider may take the role",
            "add a condition on the claim that tells whose token it is, with a value of your own"); // section 6.6
    internal static readonly DiagnosticRule NoAudience =
        Suggestion("AZ1503", "the audience of tokens is not checked by the policy",
            "add `StringEquals` on the provider's `aud`"); // section 6.6
    internal static readonly DiagnosticRule IdentityPool =
        Warning("AZ1504", "not only your identity pool, or also its guests, may take the role",
            "add `StringEquals` on `cognito-identity.amazonaws.com:aud` and `ForAnyValue:StringEquals` on its `amr`"); // section 6.6
    internal static readonly DiagnosticRule SamlAudience =
        Warning("AZ1505", "assertions made for others may take the role", "add `StringEquals` on `SAML:aud`"); // section 6.6

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        ForAllValuesInAllow, MfaDenySparesKeys, MfaAllowIfExists, SetPrefixOnSingleValue, UnknownGlobalKey, OperatorType, LikeOnArn,
        WildcardInEquals, LikeWithoutWildcard, VariableInOldVersion, IfExistsWithoutEffect, RedundantCondition, Contradiction,
        PrivateAddress, BlanksAtEnds, ClientControlled, UnresolvedNotResource, NotPrincipal, FullAdministrator, AllowNotAction,
        PublicResource, AnyRole, WildcardPartition, OpenArn, GrantsNothing, Shadowed, DuplicateStatement, AllowUnderDeny,
        DuplicateValue, CoveredAction, UnknownAction, UnknownService, PublicTrust, CrossAccountTrust, SharedIssuer, NoAudience,
        IdentityPool, SamlAudience,
    ];

    private static DiagnosticRule Warning(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Warning, summary, remedy);

    private static DiagnosticRule Suggestion(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Suggestion, summary, remedy);
}
