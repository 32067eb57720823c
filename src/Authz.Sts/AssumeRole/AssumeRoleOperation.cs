using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Revocation;

namespace Authz.Sts.AssumeRole;

/// <summary>AssumeRole (STS sections 1 to 5). Thread-safe.</summary>
/// <param name="minter">Mints the session.</param>
/// <param name="revocations">The cut-offs.</param>
/// <param name="time">The clock.</param>
public sealed class AssumeRoleOperation(SessionMinter minter, RevocationStore revocations, TimeProvider time)
{
    private const int ChainedDuration = 3600;
    private const int DefaultDuration = 3600;

    /// <summary>Issues a session of a role to an identified caller.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    public IssueResult Issue(Identity caller, AssumeRoleRequest request, Pinned pinned)
    {
        // an explicit deny of everything, as the policy of that name in AWS (STS section 6.1)
        if (caller.Claims is { } claims && revocations.Current.IsRevoked(claims))
            return new IssueResult(null, new StsError(
                StsErrorCode.AccessDenied,
                $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole with an explicit deny in {RevocationList.PolicyName}: issue a new session"));
        // parameters before authorization: what is said of them does not depend on what exists
        StsError error = ParameterRules.Check(request);
        if (error.IsError) return new IssueResult(null, error);
        var tags = TagChain.Of(request, caller.Claims);
        Role? role = pinned.Snapshot.Organization.FindRole(request.RoleArn);
        error = Authorize(caller, request, pinned, role, tags);
        if (!error.IsError) error = tags.CheckNotOverridden(request);
        if (!error.IsError) error = CheckDuration(caller, request, role!);
        if (!error.IsError) error = CheckRegion(request, pinned, role!);
        if (error.IsError) return new IssueResult(null, error);
        error = SessionPolicyReader.Read(request, role!, pinned.Snapshot, out var policy);
        if (error.IsError) return new IssueResult(null, error);
        return TryNarrow(caller, request, out IReadOnlyList<string> regions)
            ? minter.Mint(new SessionPlan(caller, role!, request, regions)
            {
                Duration = TimeSpan.FromSeconds(request.DurationSeconds ?? DefaultDuration),
                Policy = policy,
                Tags = tags,
            }, pinned)
            : new IssueResult(null, new StsError(
                StsErrorCode.ValidationError, "`regionScope` has no region in common with the calling session's scope: ask for fewer or none"));
    }

    // a role that does not exist is refused in the same words as one that may not be taken
    private StsError Authorize(Identity caller, AssumeRoleRequest request, Pinned pinned, Role? role, TagChain tags)
    {
        string? refused = "sts:AssumeRole";
        var mayCall = caller.Caller.Kind != CallerKind.Root
            && !(request.SourceIdentity is { } source && caller.Claims?.SourceIdentity is { } carried && source != carried);
        if (mayCall && role is not null)
            refused = new TrustEvaluation(pinned.Snapshot, caller, request, tags).FindRefusedAction(role, time.GetUtcNow());
        return refused is null
            ? default
            : new StsError(StsErrorCode.AccessDenied, $"User: {caller.Arn} is not authorized to perform: {refused} on resource: {request.RoleArn}");
    }

    private static StsError CheckDuration(Identity caller, AssumeRoleRequest request, Role role)
    {
        var seconds = request.DurationSeconds ?? DefaultDuration;
        if (caller.Claims is not null && seconds > ChainedDuration)
            return new StsError(StsErrorCode.ValidationError, $"`durationSeconds` is {seconds}: a session that takes a role gets at most {ChainedDuration} seconds");
        var most = (int)role.MaxSessionDuration.TotalSeconds;
        return seconds > most
            ? new StsError(StsErrorCode.ValidationError, $"`durationSeconds` is {seconds}: the role's MaxSessionDuration is {most} seconds")
            : default;
    }

    private static StsError CheckRegion(AssumeRoleRequest request, Pinned pinned, Role role)
    {
        Account account = pinned.Snapshot.Organization.FindAccount(role.Account)!;
        if (!request.Endpoint.IsGlobal && !account.IsStsActive(request.Endpoint.Region))
            return new StsError(StsErrorCode.RegionDisabledException, $"STS is not active in `{request.Endpoint.Region}` for account {account.Id}: activate it, or use another endpoint");
        foreach (var region in request.RegionScope)
        {
            if (!account.IsRegionEnabled(region))
                return new StsError(StsErrorCode.ValidationError, $"`regionScope` has `{region}`, which account {account.Id} does not use");
        }

        return default;
    }

    // a scope only narrows, also along a chain
    private static bool TryNarrow(Identity caller, AssumeRoleRequest request, out IReadOnlyList<string> regions)
    {
        IReadOnlyList<string> carried = caller.Claims?.RegionScope ?? [];
        regions = request.RegionScope.Count == 0
            ? carried
            : [.. request.RegionScope.Distinct(StringComparer.Ordinal).Where(r => carried.Count == 0 || carried.Contains(r, StringComparer.Ordinal))];
        return regions.Count > 0 || request.RegionScope.Count == 0;
    }
}
