using Authz.Engine.Programs;
using Authz.Organizations.Snapshots;
using Authz.Protocol.V1;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Google.Protobuf.WellKnownTypes;
using Decision = Authz.Protocol.V1.Decision;

namespace Authz.Sidecar.Administration;

/// <summary>Tells callers who may know it what was decided, and why.</summary>
internal sealed class DecisionQuestions(DecisionMemory memory, AdministrationAccess access)
{
    /// <summary>Answers a request, or throws why not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="method">The path of the method.</param>
    public GetDecisionResponse Answer(GetDecisionRequest request, string method)
    {
        GetDecisionRequest said = request.Clone();
        said.Caller = null;
        Identity caller = access.Identify(said, request.Caller, request.Region, method, out CallPlace place);
        DecisionRecord? record = memory.Find(request.DecisionId);
        // before it is said that there is none: nobody learns more than they may
        var resource = ResourceNames.Of("decision", request.DecisionId, record?.Caller?.Account ?? "");
        access.Permit(caller, new AdministrationCall("authz:GetDecision", resource, request.Region), place);
        return record is null ? throw StatusError.DecisionNotFound(NotFound(request.DecisionId)) : Write(record, memory.FindRevision(record.Revision));
    }

    private string NotFound(string id) => memory.IsOn
        ? $"no decision `{Shorten(id)}` is known: it is older than `Authz:Audit:Memory`, others took its place, or another sidecar made it; the decision log may have it"
        : "decisions are not remembered: set `Authz:Audit:Memory`";

    private static string Shorten(string text) => ContextReader.Shorten(text);

    private static GetDecisionResponse Write(DecisionRecord record, Snapshot? snapshot)
    {
        var response = new GetDecisionResponse
        {
            DecisionId = record.Id.ToString(),
            DecidedAt = Timestamp.FromDateTimeOffset(record.At),
            PrincipalArn = record.Caller?.Arn ?? "",
            PrincipalId = record.Caller?.UserId ?? "",
            AccessKeyId = record.Caller?.AccessKeyId ?? "",
            Action = record.Action,
            Resource = record.Resource,
            Region = record.Region,
            Answer = Answer(record),
        };
        foreach (SuppliedValue supplied in record.Context)
        {
            var values = new ContextValues();
            for (var i = 0; i < supplied.Value.Count; i++) values.Values.Add(supplied.Value[i]);
            response.Context[supplied.Key.Key.Name] = values;
        }

        var policies = new DecidingPolicies(record, snapshot);
        foreach (StatementOrigin statement in record.Explanation.MatchedStatements) response.Policies.Add(policies.Of(statement));
        return response;
    }

    // as it was answered
    private static AuthorizeResponse Answer(DecisionRecord record)
    {
        var isByPolicies = record.Reason is AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny;
        var answer = new AuthorizeResponse
        {
            Decision = record.IsAllowed ? Decision.Allow : Decision.Deny,
            Reason = WireNames.Of(record.Reason),
            Layer = isByPolicies ? WireNames.Of(record.Layer) : PolicyLayer.Unspecified,
            DecisionId = record.Id.ToString(),
            PolicyRevision = record.Revision,
            Message = record.Message,
            ErrorCode = record.ErrorCode == StsErrorCode.None ? "" : record.ErrorCode.ToString(),
        };
        answer.MissingContextKeys.Add(record.Explanation.MissingKeys);
        foreach (StatementOrigin statement in record.Explanation.MatchedStatements) answer.MatchedStatements.Add(AuthorizeWriter.MessageOf(statement));
        return answer;
    }
}
