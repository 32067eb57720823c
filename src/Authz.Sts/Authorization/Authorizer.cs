using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Snapshots;
using Authz.Policies.Documents;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Revocation;

namespace Authz.Sts.Authorization;

/// <summary>Who was found to bear a token.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Moment">When.</param>
public readonly record struct KnownBearer(IdentityResult Result, DateTimeOffset Moment);

/// <summary>
/// The one decision path: every front end asks here. Thread-safe; waits for nothing, and never fails: what cannot be decided is denied
/// with a reason.
/// </summary>
/// <param name="identifier">Identifies callers.</param>
/// <param name="time">The clock.</param>
public sealed class Authorizer(CallerIdentifier identifier, TimeProvider time)
{
    private static readonly StatementOrigin Revocation =
        new(PolicyLayer.Identity, 0, RevocationList.PolicyName, 0, 0, RevocationList.PolicyName, Effect.Deny);

    // of one thread, for the request that it decides: an answer holds nothing of it
    [ThreadStatic]
    private static RequestContext? _context;

    private RequestMoment? _moment;

    /// <summary>Identifies the bearer of the query's token and decides.</summary>
    public AuthorizationAnswer Authorize(AuthorizationQuery query, Pinned pinned)
    {
        DateTimeOffset now = time.GetUtcNow();
        return Answer(query, Find(query, pinned, now), pinned.Snapshot, now);
    }

    /// <summary>Identifies who asks once for several queries with the same token or signed request, which are then asked at this moment.</summary>
    public KnownBearer Identify(AuthorizationQuery query, Pinned pinned)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new KnownBearer(Find(query, pinned, now), now);
    }

    /// <summary>Decides for whoever was found, in the query's region, to bear the query's token.</summary>
    public AuthorizationAnswer Authorize(AuthorizationQuery query, in KnownBearer bearer, Pinned pinned) =>
        Answer(query, bearer.Result, pinned.Snapshot, bearer.Moment);

    /// <summary>Decides for somebody who is identified already.</summary>
    public AuthorizationAnswer Decide(AuthorizationQuery query, Identity identity, Snapshot snapshot) =>
        Decide(query, identity, snapshot, time.GetUtcNow());

    private AuthorizationAnswer Answer(AuthorizationQuery query, in IdentityResult bearer, Snapshot snapshot, DateTimeOffset now) =>
        bearer is { IsIdentified: true, Identity: { } identity }
            ? Decide(query, identity, snapshot, now)
            : query.Signed is null ? Refuse(bearer, snapshot) : RefuseSigned(bearer, snapshot);

    private IdentityResult Find(AuthorizationQuery query, Pinned pinned, DateTimeOffset now) => query.Signed is { } call
        ? identifier.FromSignature(call, pinned, query.Region, now)
        : identifier.FromToken(query.SessionToken, pinned, query.Region, now);

    private AuthorizationAnswer Decide(AuthorizationQuery query, Identity identity, Snapshot snapshot, DateTimeOffset now)
    {
        RequestContext context = _context ??= new RequestContext();
        BoundQuery bound = BoundQuery.Bind(query, identity, snapshot, RequestMoment.Of(now, ref _moment), context);
        Decision decision = Evaluator.Explain(bound.Request, identity.Program, bound.Resource, out Explanation explanation);
        // what a request said must not outlive it
        context.Begin(null);
        if (explanation.IsOverBudget) return Overpriced(identity, snapshot);
        var isUnreadable = decision.IsAllowed && explanation.UnreadableKeys.Count > 0;
        return new AuthorizationAnswer
        {
            Reason = decision.Outcome switch
            {
                // a Deny that could not read its key is quiet, and must not let anything through
                _ when isUnreadable => AuthorizationReason.RequestInvalid,
                DecisionOutcome.Allowed => AuthorizationReason.Allowed,
                DecisionOutcome.ExplicitDeny => AuthorizationReason.ExplicitDeny,
                _ => AuthorizationReason.ImplicitDeny,
            },
            Layer = decision.Layer,
            Explanation = isUnreadable ? explanation with { MatchedStatements = [] } : explanation,
            IgnoredKeys = bound.IgnoredKeys ?? [],
            PolicyRevision = snapshot.Revision,
            Message = isUnreadable
                ? $"`{explanation.UnreadableKeys[0]}` has a value of another type than a policy that may deny asks for: send a value that its operator can read"
                : decision.IsAllowed ? "" : AuthorizationMessage.Of(decision, explanation, query, identity),
            Identity = identity,
        };
    }

    private static AuthorizationAnswer Overpriced(Identity identity, Snapshot snapshot) => new()
    {
        Reason = AuthorizationReason.RequestInvalid,
        PolicyRevision = snapshot.Revision,
        Message = "the values of the request cost too much against policies' patterns with several wildcards: send shorter values, or mend those patterns",
        Identity = identity,
    };

    // Said as an explicit deny in the caller's identity policies, as AWS does it, without a policy having to be attached (STS section 6.1).
    private static AuthorizationAnswer Revoked(in IdentityResult result, Snapshot snapshot) => new()
    {
        Reason = AuthorizationReason.SessionRevoked,
        Layer = PolicyLayer.Identity,
        Explanation = new Explanation([Revocation], []),
        PolicyRevision = snapshot.Revision,
        Message = result.Detail ?? "",
    };

    // what the signer is told is what a call of STS would have been told
    private static AuthorizationAnswer RefuseSigned(in IdentityResult result, Snapshot snapshot)
    {
        StsError error = IdentityErrors.ErrorOf(result);
        AuthorizationAnswer refusal = Refuse(result, snapshot);
        var isSignature = result.Status
            is IdentityStatus.SignatureIncomplete or IdentityStatus.SignatureMismatch or IdentityStatus.PayloadUnsigned or IdentityStatus.AccessKeyUnknown;
        return refusal with
        {
            Reason = isSignature ? AuthorizationReason.SignatureInvalid : refusal.Reason,
            ErrorCode = error.Code,
            Message = error.Message,
        };
    }

    private static AuthorizationAnswer Refuse(in IdentityResult result, Snapshot snapshot)
    {
        if (result.Status == IdentityStatus.SessionRevoked) return Revoked(result, snapshot);
        (AuthorizationReason reason, var message) = result.Status switch
        {
            IdentityStatus.Missing => (AuthorizationReason.TokenMissing, "the request has no session token"),
            IdentityStatus.TokenExpired => (AuthorizationReason.TokenExpired, "the session token has expired: issue a new one"),
            IdentityStatus.TokenNotYetValid => (AuthorizationReason.TokenNotYetValid, "the session token was issued in the future: check the clocks"),
            IdentityStatus.NotValidInRegion => (AuthorizationReason.TokenNotValidInRegion, result.Detail ?? ""),
            IdentityStatus.RequiresSignature =>
                (AuthorizationReason.TokenRequiresSignature, "this session was issued for signed requests: its token alone does not count"),
            IdentityStatus.RevocationsStale => (AuthorizationReason.NotReady, "revocations cannot be read: no session counts until they are"),
            IdentityStatus.PrincipalNotFound => (AuthorizationReason.PrincipalNotFound, "the role or user behind the session, or the access key that asked for it, is gone"),
            _ => (AuthorizationReason.TokenInvalid, "the session token is not valid"),
        };
        return new AuthorizationAnswer { Reason = reason, PolicyRevision = snapshot.Revision, Message = message };
    }
}
