using Authz.Organizations.Principals;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sts.Federation;

/// <summary>
/// The federated role session: a role for a subject for whom a provider vouches. The steps that all protocols share, from the claims that
/// ask for tags to the signed token. Thread-safe.
/// </summary>
/// <param name="minter">Mints the session.</param>
/// <param name="time">The clock.</param>
public sealed class FederatedRole(SessionMinter minter, TimeProvider time)
{
    /// <summary>Issues the session.</summary>
    /// <param name="call">What is asked for; its parameters were checked.</param>
    /// <param name="pinned">What is pinned.</param>
    internal IssueResult Issue(FederatedCall call, Pinned pinned)
    {
        StsError error = CheckRequests(call.Requests);
        if (error.IsError) return new IssueResult(null, error);
        DateTimeOffset now = time.GetUtcNow();
        // a role that does not exist is refused in the same words as one that may not be taken
        Role? role = pinned.Snapshot.Organization.FindRole(call.RoleArn);
        if ((role is null ? call.Action : new FederatedTrust(pinned.Snapshot, call).FindRefusedAction(role, now)) is { } refused)
            return IssueResult.Refuse(StsErrorCode.AccessDenied, $"not authorized to perform: {refused} on resource: {call.RoleArn}");
        return Mint(call, pinned, role!, now);
    }

    private IssueResult Mint(FederatedCall call, Pinned pinned, Role role, DateTimeOffset now)
    {
        StsError error = Durations.OfRole(call.DurationSeconds, role, isChained: false, out TimeSpan duration);
        if (!error.IsError) error = RegionChecks.Check(call.Endpoint, call.RegionScope, pinned.Snapshot.Organization.FindAccount(role.Account)!);
        string? policy = null;
        if (!error.IsError) error = SessionPolicyReader.Read(call.Policies, role.Account, pinned.Snapshot, out policy);
        IReadOnlyList<string> regions = [];
        if (!error.IsError) error = RegionChecks.Narrow(call.RegionScope, null, out regions);
        if (!error.IsError && call.Redeem is { } redeem) error = redeem();
        if (error.IsError) return new IssueResult(null, error);
        if (call.NotAfter is { } end && now + duration > end) duration = end - now;
        return minter.Mint(
            new SessionPlan(SessionSubject.OfRole(role, call.RoleSessionName), call.Endpoint, call.Use, duration)
            {
                Regions = regions,
                Policy = policy,
                PolicyArns = call.Policies.PolicyArns,
                Tags = TagChain.Of(new AskedTags(call.Requests.Tags, call.Requests.TransitiveTagKeys), null),
                SourceIdentity = call.Requests.SourceIdentity,
                Provider = call.Provider,
            },
            pinned);
    }

    // what a provider asks for is bound as a caller's parameters are, and the provider's word is at fault
    private static StsError CheckRequests(SessionRequests asked)
    {
        StsError error = ParameterRules.CheckTags(new AskedTags(asked.Tags, asked.TransitiveTagKeys));
        if (!error.IsError) error = ParameterRules.CheckName("sourceIdentity", asked.SourceIdentity);
        return error.IsError ? error with { Code = StsErrorCode.InvalidIdentityToken } : default;
    }
}
