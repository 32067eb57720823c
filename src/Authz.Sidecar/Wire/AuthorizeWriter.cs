using Authz.Engine.Programs;
using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Effect = Authz.Policies.Documents.Effect;
using Layer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Wire;

/// <summary>Writes answers as AuthorizeResponse.</summary>
internal static class AuthorizeWriter
{
    /// <summary>The answer to a query.</summary>
    public static AuthorizeResponse Write(AuthorizationAnswer answer, string decisionId)
    {
        var response = new AuthorizeResponse
        {
            Decision = answer.IsAllowed ? Decision.Allow : Decision.Deny,
            Reason = Write(answer.Reason),
            // a revocation is explained as a statement, but no policy that was loaded says it
            Layer = answer.Reason is AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny ? Write(answer.Layer) : PolicyLayer.Unspecified,
            DecisionId = decisionId,
            PolicyRevision = answer.PolicyRevision,
            Message = answer.Message,
        };
        foreach (StatementOrigin statement in answer.Explanation.MatchedStatements) response.MatchedStatements.Add(Write(statement));
        response.MissingContextKeys.AddRange(answer.Explanation.MissingKeys);
        // the protocol says: lower case, sorted
        if (answer.IgnoredKeys.Count > 0)
            response.IgnoredContextKeys.AddRange(answer.IgnoredKeys.Select(static k => k.ToLowerInvariant()).Order(StringComparer.Ordinal));
        return response;
    }

    /// <summary>The answer to an entry of a batch or stream that could not be read.</summary>
    public static AuthorizeResponse WriteInvalid(string fault, string decisionId) => WriteDeny(DecisionReason.RequestInvalid, fault, decisionId);

    /// <summary>The answer to an entry of a batch or stream whose policy revision has not come.</summary>
    public static AuthorizeResponse WriteNotReady(string message, string decisionId) => WriteDeny(DecisionReason.NotReady, message, decisionId);

    private static AuthorizeResponse WriteDeny(DecisionReason reason, string message, string decisionId) => new()
    {
        Decision = Decision.Deny,
        Reason = reason,
        DecisionId = decisionId,
        Message = message,
    };

    private static MatchedStatement Write(StatementOrigin statement) => new()
    {
        Layer = Write(statement.Layer),
        Level = statement.Level,
        Policy = statement.Policy,
        PolicyIndex = statement.PolicyIndex,
        StatementIndex = statement.StatementIndex,
        Sid = statement.Sid ?? "",
        Effect = statement.Effect == Effect.Allow ? Protocol.V1.Effect.Allow : Protocol.V1.Effect.Deny,
    };

    private static DecisionReason Write(AuthorizationReason reason) => reason switch
    {
        AuthorizationReason.Allowed => DecisionReason.Allowed,
        AuthorizationReason.ExplicitDeny => DecisionReason.ExplicitDeny,
        AuthorizationReason.ImplicitDeny => DecisionReason.ImplicitDeny,
        AuthorizationReason.TokenMissing => DecisionReason.TokenMissing,
        AuthorizationReason.TokenInvalid => DecisionReason.TokenInvalid,
        AuthorizationReason.TokenExpired => DecisionReason.TokenExpired,
        AuthorizationReason.TokenNotYetValid => DecisionReason.TokenNotYetValid,
        AuthorizationReason.TokenNotValidInRegion => DecisionReason.TokenNotValidInRegion,
        AuthorizationReason.TokenRequiresSignature => DecisionReason.TokenRequiresSignature,
        AuthorizationReason.SessionRevoked => DecisionReason.SessionRevoked,
        AuthorizationReason.PrincipalNotFound => DecisionReason.PrincipalNotFound,
        AuthorizationReason.NotReady => DecisionReason.NotReady,
        AuthorizationReason.RequestInvalid => DecisionReason.RequestInvalid,
        AuthorizationReason.PoliciesStale => DecisionReason.PoliciesStale,
        _ => DecisionReason.Unspecified,
    };

    private static PolicyLayer Write(Layer layer) => layer switch
    {
        Layer.ServiceControl => PolicyLayer.ServiceControl,
        Layer.ResourceControl => PolicyLayer.ResourceControl,
        Layer.Resource => PolicyLayer.Resource,
        Layer.Identity => PolicyLayer.Identity,
        Layer.Boundary => PolicyLayer.Boundary,
        Layer.Session => PolicyLayer.Session,
        _ => PolicyLayer.Unspecified,
    };
}
