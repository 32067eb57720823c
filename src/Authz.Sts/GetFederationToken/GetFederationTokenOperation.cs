using Authz.Engine.Requests;
using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;

namespace Authz.Sts.GetFederationToken;

/// <summary>
/// GetFederationToken: the calling user's permissions under another name, and of them only what session policies allow too (STS sections 1
/// to 3). Thread-safe.
/// </summary>
/// <param name="minter">Mints the session.</param>
/// <param name="messages">Says why not, to who may decode it.</param>
/// <param name="time">The clock.</param>
public sealed class GetFederationTokenOperation(SessionMinter minter, AuthorizationMessages messages, TimeProvider time)
{
    /// <summary>The operation as an action.</summary>
    public const string Action = "sts:GetFederationToken";

    private const string TagSession = "sts:TagSession";
    private const int MaxNameLength = 32;

    /// <summary>Issues a session of a federated user.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    public IssueResult Issue(Identity caller, GetFederationTokenRequest request, Pinned pinned)
    {
        StsError error = Check(request);
        if (!error.IsError) error = SessionRestrictions.Check(caller, Action);
        if (error.IsError) return new IssueResult(null, error);
        var subject = SessionSubject.OfFederatedUser(caller, request.Name);
        error = Authorize(caller, subject, request, pinned);
        if (!error.IsError) error = RegionChecks.Check(request.Endpoint, request.RegionScope, caller.Account);
        string? policy = null;
        if (!error.IsError) error = SessionPolicyReader.Read(request.AskedPolicies, caller.Account.Id, pinned.Snapshot, out policy);
        IReadOnlyList<string> regions = [];
        if (!error.IsError) error = RegionChecks.Narrow(request.RegionScope, caller.Claims, out regions);
        if (error.IsError) return new IssueResult(null, error);
        TimeSpan duration = Durations.OfCaller(request.DurationSeconds, caller.Caller.Kind == CallerKind.Root);
        return minter.Mint(
            new SessionPlan(subject, request.Endpoint, request.Use, duration)
            {
                Regions = regions,
                Policy = policy,
                PolicyArns = request.PolicyArns,
                Tags = TagChain.Of(request.AskedTags, caller.Claims),
            },
            pinned);
    }

    private static StsError Check(GetFederationTokenRequest request)
    {
        StsError error = ParameterRules.CheckName("name", request.Name, MaxNameLength);
        if (!error.IsError) error = ParameterRules.CheckDuration(request.DurationSeconds, ParameterRules.MaxUserDuration);
        if (!error.IsError) error = ParameterRules.CheckPolicies(request.AskedPolicies);
        return error.IsError ? error : ParameterRules.CheckTags(request.AskedTags);
    }

    private StsError Authorize(Identity caller, SessionSubject subject, GetFederationTokenRequest request, Pinned pinned)
    {
        if (!Arn.TryParse(subject.Arn, out Arn? arn) || !ResourceName.TryParse(subject.Arn, out ResourceName name))
            throw new InvalidOperationException($"`{subject.Arn}` is no ARN");
        var context = new RequestContext(caller.Facts, capacity: 16);
        CallContext.AddPlace(context, request.Endpoint, time.GetUtcNow(), pinned.Snapshot.Organization, subject.Account);
        CallContext.AddTags(context, request.AskedTags);
        var permission = new CallPermission(pinned.Snapshot, caller, context);
        var about = new CallResource(arn, subject.Account, pinned.Snapshot.FactsOf(name, subject.Account).Program);
        RefusedCall? refused = permission.FindRefusal(Action, about);
        if (refused is null && request.Tags.Count > 0) refused = permission.FindRefusal(TagSession, about);
        return refused is null
            ? default
            : new StsError(StsErrorCode.AccessDenied, $"User: {caller.Arn} is not authorized to perform: {refused.Action} on resource: {subject.Arn}")
            {
                EncodedMessage = messages.Encode(refused, pinned.Ring),
            };
    }
}
