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
internal sealed class AnswerLine(Authorizer authorizer, AuthorizationMessages messages, Recorder recorder)
{
    private readonly DecisionIds _ids = new();
    private readonly AuthorizeWriter _writer = new();

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="policies">What is pinned.</param>
    public WrittenAnswer Answer(AuthorizationQuery query, in PinnedPolicies policies)
    {
        var start = recorder.Start();
        // 2 Identify, 4 Evaluate
        return policies.Pinned is { } all
            ? Finish(query, authorizer.Authorize(query, all), all, start) : Finish(query, policies.Refusal, default, start);
    }

    /// <summary>Answers a query of a bearer who is identified already, or refused.</summary>
    public WrittenAnswer Answer(AuthorizationQuery query, in IdentityResult bearer, Pinned pinned)
    {
        var start = recorder.Start();
        return Finish(query, authorizer.Authorize(query, bearer, pinned), pinned, start);
    }

    /// <summary>Identifies the bearer of a token once for several queries.</summary>
    public IdentityResult Identify(string token, string region, Pinned pinned) => authorizer.Identify(token, region, pinned);

    /// <summary>The answer to an entry of a batch or stream that could not be read.</summary>
    public WrittenAnswer Refuse(string fault) => AuthorizeWriter.WriteInvalid(fault, _ids.Next());

    /// <summary>The answer to an entry of a batch or stream whose policy revision has not come.</summary>
    public WrittenAnswer RefuseNotReached(string message) => AuthorizeWriter.WriteNotReady(message, _ids.Next());

    private WrittenAnswer Finish(AuthorizationQuery query, AuthorizationAnswer answer, Pinned pinned, long start)
    {
        // 5 Record
        recorder.Record(answer, start);
        // 6 Write
        return _writer.Write(answer, _ids.Next(), query.EncodesDenial ? Encode(query, answer, pinned) : "");
    }

    // only of what policies decided: a refused token has no caller, and a revoked session needs no explanation
    private string Encode(AuthorizationQuery query, AuthorizationAnswer answer, Pinned pinned) =>
        answer is { Reason: AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny, Identity: { } caller }
            ? messages.Encode(query, caller, pinned) ?? "" : "";
}
