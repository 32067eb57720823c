using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Query;

/// <summary>What the answers say (STS section 1.4).</summary>
internal static class QueryAnswers
{
    /// <summary>A session that was issued.</summary>
    /// <param name="action">The operation that issued it.</param>
    /// <param name="session">The session.</param>
    public static IReadOnlyList<AnswerElement> Of(string action, IssuedSession session)
    {
        SessionClaims claims = session.Claims;
        var isUser = action == QueryActions.GetSessionToken;
        AnswerElement?[] all =
        [
            AnswerElement.Of(
                "Credentials", AnswerElement.Of("AccessKeyId", claims.AccessKeyId), AnswerElement.Of("SecretAccessKey", session.SecretAccessKey),
                AnswerElement.Of("SessionToken", session.SessionToken), AnswerElement.Of("Expiration", claims.Expiration)),
            claims.Kind == SessionKind.AssumedRole
                ? AnswerElement.Of("AssumedRoleUser", AnswerElement.Of("AssumedRoleId", session.AssumedRoleId), AnswerElement.Of("Arn", session.Arn)) : null,
            claims.Kind == SessionKind.FederatedUser
                ? AnswerElement.Of("FederatedUser", AnswerElement.Of("FederatedUserId", session.FederatedUserId), AnswerElement.Of("Arn", session.Arn)) : null,
            // AWS says zero for federated users, and nothing for others without policies and tags
            !isUser && (session.PackedPolicySize ?? (claims.Kind == SessionKind.FederatedUser ? 0 : null)) is { } size ? AnswerElement.Of("PackedPolicySize", size) : null,
            isUser ? null : AnswerElement.Of("SourceIdentity", claims.SourceIdentity),
            .. WhoVouched(action, claims),
        ];
        return [.. all.OfType<AnswerElement>()];
    }

    /// <summary>Who calls.</summary>
    public static IReadOnlyList<AnswerElement> Of(Identity caller) =>
    [
        AnswerElement.Of("Arn", caller.Arn)!, AnswerElement.Of("UserId", caller.UserId)!, AnswerElement.Of("Account", caller.Account.Id.ToString())!,
    ];

    private static IEnumerable<AnswerElement?> WhoVouched(string action, SessionClaims claims) => (action, claims.Provider) switch
    {
        (QueryActions.AssumeRoleWithWebIdentity, { } provider) =>
        [
            AnswerElement.Of("SubjectFromWebIdentityToken", provider.Subject), AnswerElement.Of("Provider", provider.Issuer),
            AnswerElement.Of("Audience", provider.Audience),
        ],
        (QueryActions.AssumeRoleWithSaml, { Details: [var type, var qualifier] } provider) =>
        [
            AnswerElement.Of("Subject", provider.Subject), AnswerElement.Of("SubjectType", type), AnswerElement.Of("Issuer", provider.Issuer),
            AnswerElement.Of("Audience", provider.Audience), AnswerElement.Of("NameQualifier", qualifier),
        ],
        _ => [],
    };
}
