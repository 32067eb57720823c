namespace Authz.Sidecar.Query;

/// <summary>The operations of the Query API, as callers name them.</summary>
internal static class QueryActions
{
    public const string AssumeRole = "AssumeRole", AssumeRoleWithSaml = "AssumeRoleWithSAML", AssumeRoleWithWebIdentity = "AssumeRoleWithWebIdentity",
        GetSessionToken = "GetSessionToken", GetFederationToken = "GetFederationToken", GetCallerIdentity = "GetCallerIdentity",
        GetAccessKeyInfo = "GetAccessKeyInfo", DecodeAuthorizationMessage = "DecodeAuthorizationMessage";

    private static readonly HashSet<string> All = new(StringComparer.Ordinal)
    {
        AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, GetSessionToken, GetFederationToken, GetCallerIdentity, GetAccessKeyInfo,
        DecodeAuthorizationMessage,
    };

    /// <summary>Whether there is such an operation.</summary>
    public static bool IsKnown(string action) => All.Contains(action);

    /// <summary>Whether an identity provider vouches for the caller, and no signature is looked at.</summary>
    public static bool IsFederated(string action) => action is AssumeRoleWithSaml or AssumeRoleWithWebIdentity;

    /// <summary>The name by which metrics count it, over gRPC alike.</summary>
    public static string MetricOf(string action) => action == AssumeRoleWithSaml ? nameof(Protocol.V1.IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml) : action;

    /// <summary>Whether it issues a session.</summary>
    public static bool Issues(string action) => IsFederated(action) || action is AssumeRole or GetSessionToken or GetFederationToken;
}
