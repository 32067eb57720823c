using Authz.Sidecar.Audit;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Messages;

namespace Authz.Sidecar.Authorization;

/// <summary>From a query that was read to the answer that is written. Thread-safe.</summary>
/// <param name="authorizer">The decision path.</param>
/// <param name="messages">Says why not, to who may decode it.</param>
/// <param name="recorder">The metrics.</param>
/// <param name="audit">The decision log.</param>
internal sealed class AnswerLine(Authorizer authorizer, AuthorizationMessages messages, Recorder recorder, AuditLog audit)
{
    private readonly AuthorizeWriter _writer = new();

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="policies">What is pinned.</param>
    public WrittenAnswer Answer(AuthorizationQuery query, in PinnedPolicies policies)
    {
        var start = recorder.Start();
        // 2 Identify, 4 Evaluate
        AuthorizationAnswer answer = policies.Pinned is { } all ? authorizer.Authorize(query, all) : policies.Refusal;
        // 5 Record
        recorder.RecordDuration(start);
        return Finish(query, answer, policies.Pinned.GetValueOrDefault());
    }

    /// <summary>A mark from which the durations of a batch are recorded.</summary>
    public long Start() => recorder.Start();

    /// <summary>Records how long the decisions of a batch took.</summary>
    public void RecordBatch(long start, int decisions)
    {
        if (decisions > 0) recorder.RecordDuration(start, decisions);
    }

    /// <summary>Answers a query of a batch.</summary>
    /// <param name="query">The query.</param>
    /// <param name="bearer">Who bears its token.</param>
    /// <param name="pinned">What is pinned.</param>
    public WrittenAnswer Answer(AuthorizationQuery query, in KnownBearer bearer, Pinned pinned) =>
        Finish(query, authorizer.Authorize(query, bearer, pinned), pinned);

    /// <summary>Identifies who asks once for all queries of a batch with the same token or signed request.</summary>
    public KnownBearer Identify(AuthorizationQuery query, Pinned pinned) => authorizer.Identify(query, pinned);

    /// <summary>The answer to an entry of a batch or stream that could not be read.</summary>
    public WrittenAnswer Refuse(string fault)
    {
        return Refuse(AuthorizationReason.RequestInvalid, fault);
    }

    /// <summary>The answer to an entry of a batch or stream whose policy revision has not come.</summary>
    public WrittenAnswer RefuseNotReached(string message)
    {
        return Refuse(AuthorizationReason.NotReady, message);
    }

    private WrittenAnswer Refuse(AuthorizationReason reason, string message)
    {
        var answer = new AuthorizationAnswer { Reason = reason, Message = message };
        DecisionId id = DecisionIds.Next();
        recorder.CountRefusal(reason);
        audit.Decided(null, answer, id, null);
        return _writer.Write(answer, id);
    }

    private WrittenAnswer Finish(AuthorizationQuery query, AuthorizationAnswer answer, Pinned pinned)
    {
        // 5 Record
        DecisionId id = DecisionIds.Next();
        recorder.Count(answer);
        audit.Decided(query, answer, id, pinned.Snapshot);
        // 6 Write
        return _writer.Write(answer, id, query.EncodesDenial ? Encode(query, answer, pinned) : "");
    }

    // only of what policies decided: a refused token has no caller, and a revoked session needs no explanation
    private string Encode(AuthorizationQuery query, AuthorizationAnswer answer, Pinned pinned) =>
        answer is { Reason: AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny, Identity: { } caller }
            ? messages.Encode(query, caller, pinned) ?? "" : "";
}
