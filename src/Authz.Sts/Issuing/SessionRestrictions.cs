using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>Which operations of STS a session may call at all, whatever its policies say (STS section 1.2).</summary>
public static class SessionRestrictions
{
    private const string TakeRole = "sts:AssumeRole";
    private const string WhoAmI = "sts:GetCallerIdentity";

    /// <summary>Checks an operation; no error when the caller's policies decide.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="action">The operation as an action.</param>
    public static StsError Check(Identity caller, string action)
    {
        if (caller.Claims is not { } claims || !action.StartsWith("sts:", StringComparison.Ordinal)) return default;
        var mayCall = claims.Kind switch
        {
            SessionKind.AssumedRole => action is not ("sts:GetSessionToken" or "sts:GetFederationToken"),
            SessionKind.User or SessionKind.Root => action is TakeRole or WhoAmI,
            _ => action is WhoAmI,
        };
        return mayCall
            ? default
            : new StsError(
                StsErrorCode.AccessDenied, $"User: {caller.Arn} cannot call {action} with these session credentials: use long-term credentials, or a role's session where it may");
    }
}
