using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>Temporary credentials and the session they belong to.</summary>
/// <param name="Claims">What the token says.</param>
/// <param name="SecretAccessKey">40 characters.</param>
/// <param name="SessionToken">The token.</param>
/// <param name="Arn">ARN of the role session, the federated user, the user or the root.</param>
/// <param name="PackedPolicySize">Percent of the budget for policies and tags; null when there are none.</param>
public sealed record IssuedSession(SessionClaims Claims, string SecretAccessKey, string SessionToken, string Arn, int? PackedPolicySize)
{
    /// <summary>The unique id of a role session: <c>AROA...:name</c>.</summary>
    public string AssumedRoleId => $"{Claims.RoleId}:{Claims.SessionName}";

    /// <summary>The unique id of a federated user: <c>account:name</c>.</summary>
    public string FederatedUserId => $"{Claims.AccountId}:{Claims.SessionName}";

    /// <inheritdoc/>
    public override string ToString() => $"{Arn} until {Claims.Expiration:O}";
}

/// <summary>What an operation that issues found: a session or an error.</summary>
/// <param name="Session">The session; null for an error.</param>
/// <param name="Error">The error.</param>
public readonly record struct IssueResult(IssuedSession? Session, StsError Error)
{
    internal static IssueResult Refuse(StsErrorCode code, string message) => new(null, new StsError(code, message));
}
