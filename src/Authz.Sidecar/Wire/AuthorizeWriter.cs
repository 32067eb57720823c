using System.Runtime.CompilerServices;
using Authz.Engine.Programs;
using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Google.Protobuf.Collections;
using Effect = Authz.Policies.Documents.Effect;
using Layer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Wire;

/// <summary>Writes answers as AuthorizeResponse. Thread-safe.</summary>
internal sealed class AuthorizeWriter
{
    // the message of a statement is made once, shared by all answers, and lives as long as the statement
    private readonly ConditionalWeakTable<StatementOrigin, MatchedStatement> _statements = [];

    /// <summary>The answer to a query.</summary>
    public AuthorizeResponse Write(AuthorizationAnswer answer, string decisionId)
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
        AddStatements(response.MatchedStatements, answer.Explanation.MatchedStatements);
        if (answer.Explanation.MissingKeys.Count > 0) response.MissingContextKeys.AddRange(answer.Explanation.MissingKeys);
        // the protocol says: lower case, sorted
        if (answer.IgnoredKeys.Count > 0)
            response.IgnoredContextKeys.AddRange(answer.IgnoredKeys.Select(static k => k.ToLowerInvariant()).Order(StringComparer.Ordinal));
        return response;
    }

    /// <summary>The answer to an entry of a batch or stream that could not be read.</summary>
    public static AuthorizeResponse WriteInvalid(string fault, string decisionId) => new()
    {
        Decision = Decision.Deny,
        Reason = DecisionReason.RequestInvalid,
        DecisionId = decisionId,
        Message = fault,
    };

    private void AddStatements(RepeatedField<MatchedStatement> messages, IReadOnlyList<StatementOrigin> statements)
    {
        messages.Capacity = statements.Count;
        for (var i = 0; i < statements.Count; i++) messages.Add(_statements.GetValue(statements[i], Write));
    }

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
