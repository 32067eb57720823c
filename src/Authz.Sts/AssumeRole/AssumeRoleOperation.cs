using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;
using Authz.Sts.Mfa;
using Authz.Tokens.Keys;

namespace Authz.Sts.AssumeRole;

/// <summary>AssumeRole (STS sections 1 to 5). Thread-safe.</summary>
/// <param name="minter">Mints the session.</param>
/// <param name="mfa">Verifies the codes of MFA devices.</param>
/// <param name="messages">Says why not, to who may decode it.</param>
/// <param name="chains">How far chains go.</param>
/// <param name="time">The clock.</param>
public sealed class AssumeRoleOperation(
    SessionMinter minter, MfaVerification mfa, AuthorizationMessages messages, ChainLimits chains, TimeProvider time)
{
    private const string Action = "sts:AssumeRole";

    /// <summary>Issues a session of a role to an identified caller.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    public IssueResult Issue(Identity caller, AssumeRoleRequest request, Pinned pinned)
    {
        // parameters before authorization: what is said of them does not depend on what exists
        StsError error = AssumeRoleRules.Check(request);
        if (error.IsError) return new IssueResult(null, error);
        // a code that was right is used up, whatever is said of the rest
        error = mfa.Verify(caller, request.MfaCode, out DateTimeOffset? mfaTime);
        if (error.IsError) return new IssueResult(null, error);
        var tags = TagChain.Of(request.AskedTags, caller.Claims);
        Role? role = pinned.Snapshot.Organization.FindRole(request.RoleArn);
        error = Authorize(new TrustEvaluation(pinned.Snapshot, caller, request, tags, mfaTime), caller, request, role, pinned.Ring);
        if (!error.IsError) error = tags.CheckNotOverridden(request.AskedTags);
        return error.IsError ? new IssueResult(null, error) : Mint(caller, request, pinned, role!, tags);
    }

    private IssueResult Mint(Identity caller, AssumeRoleRequest request, Pinned pinned, Role role, TagChain tags)
    {
        StsError error = Durations.OfRole(request.DurationSeconds, role, caller.Claims is not null, out TimeSpan duration);
        if (!error.IsError) error = chains.Check(caller.Claims, time.GetUtcNow());
        if (!error.IsError)
            error = RegionChecks.Check(request.Endpoint, request.RegionScope, pinned.Snapshot.Organization.FindAccount(role.Account)!);
        string? policy = null;
        if (!error.IsError) error = SessionPolicyReader.Read(request.AskedPolicies, role.Account, pinned.Snapshot, out policy);
        IReadOnlyList<string> regions = [];
        if (!error.IsError) error = RegionChecks.Narrow(request.RegionScope, caller.Claims, out regions);
        if (error.IsError) return new IssueResult(null, error);
        return minter.Mint(
            new SessionPlan(SessionSubject.OfRole(role, request.RoleSessionName), request.Endpoint, request.Use, duration)
            {
                Regions = regions,
                Policy = policy,
                PolicyArns = request.PolicyArns,
                Tags = tags,
                SourceIdentity = request.SourceIdentity ?? caller.Claims?.SourceIdentity,
                Chain = Ancestry.Of(caller),
            },
            pinned);
    }

    // a role that does not exist is refused in the same words as one that may not be taken
    private StsError Authorize(TrustEvaluation trust, Identity caller, AssumeRoleRequest request, Role? role, KeyRing ring)
    {
        var mayCall = caller.Caller.Kind != CallerKind.Root && !SessionRestrictions.Check(caller, Action).IsError
            && !(request.SourceIdentity is { } source && caller.Claims?.SourceIdentity is { } carried && source != carried);
        if (!mayCall) return Refuse(Action);
        DateTimeOffset now = time.GetUtcNow();
        if ((role is null ? trust.FindRefusalOfNone(now) : trust.FindRefusal(role, now)) is not { } refused) return role is null ? Refuse(Action) : default;
        // what another account's policies say is not for the caller's account to read
        var isOwn = role is null || role.Account == caller.Account.Id;
        return Refuse(refused.Action) with { EncodedMessage = isOwn ? messages.Encode(refused, ring) : null };

        StsError Refuse(string action) =>
            new(StsErrorCode.AccessDenied, $"User: {caller.Arn} is not authorized to perform: {action} on resource: {request.RoleArn}");
    }
}
