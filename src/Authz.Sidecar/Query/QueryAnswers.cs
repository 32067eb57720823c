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
        FederatedParts parts = action switch
        {
            QueryActions.AssumeRoleWithSaml => FederatedParts.OfSaml(claims),
            QueryActions.AssumeRoleWithWebIdentity => FederatedParts.OfWebIdentity(claims),
            _ => default,
        };
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
            .. parts.Elements ?? [],
        ];
        return [.. all.OfType<AnswerElement>()];
    }

    /// <summary>Who calls.</summary>
    public static IReadOnlyList<AnswerElement> Of(Identity caller) =>
    [
        AnswerElement.Of("Arn", caller.Arn)!, AnswerElement.Of("UserId", caller.UserId)!, AnswerElement.Of("Account", caller.Account.Id.ToString())!,
    ];

    // who vouched for whom
    private readonly record struct FederatedParts(AnswerElement?[]? Elements)
    {
        public static FederatedParts OfSaml(SessionClaims claims)
        {
            if (claims.Provider is not { } provider) return default;
            (string? type, string? qualifier) = provider.Details is [var first, var second] ? (first, second) : (null, null);
            return new FederatedParts(
            [
                AnswerElement.Of("Subject", provider.Subject), AnswerElement.Of("SubjectType", type), AnswerElement.Of("Issuer", provider.Issuer),
                AnswerElement.Of("Audience", provider.Audience), AnswerElement.Of("NameQualifier", qualifier),
            ]);
        }

        public static FederatedParts OfWebIdentity(SessionClaims claims) => claims.Provider is not { } provider ? default : new FederatedParts(
        [
            AnswerElement.Of("SubjectFromWebIdentityToken", provider.Subject), AnswerElement.Of("Provider", provider.Issuer),
            AnswerElement.Of("Audience", provider.Audience),
        ]);
    }
}
