using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;
using Authz.Sts.Mfa;

namespace Authz.Sts.AssumeRole;

/// <summary>
/// May a caller take a role? Taking a role is an action like any other: the trust policy is the role's resource policy, and the caller's
/// own policies count as everywhere (STS section 5.1).
/// </summary>
internal sealed class TrustEvaluation(Snapshot snapshot, Identity caller, AssumeRoleRequest request, TagChain tags, DateTimeOffset? mfaTime)
{
    private const string TakeRole = "sts:AssumeRole";
    private const string TagSession = "sts:TagSession";
    private const string SetSourceIdentity = "sts:SetSourceIdentity";

    /// <summary>The first refusal; null when the role may be taken.</summary>
    public RefusedCall? FindRefusal(Role role, DateTimeOffset now)
    {
        var permission = new CallPermission(snapshot, caller, ContextOf(role.Account, role.Tags, now));
        var about = new CallResource(role.Arn, role.Account, snapshot.TrustProgramOf(role));
        RefusedCall? refused = permission.FindRefusal(TakeRole, about);
        // only tags of this call need the permission (STS section 3.4)
        if (refused is null && request.Tags.Count > 0) refused = permission.FindRefusal(TagSession, about);
        // sticky: whoever carries a source identity needs the permission on every further hop (STS section 3.5)
        var hasSource = request.SourceIdentity is not null || caller.Claims?.SourceIdentity is not null;
        return refused is null && hasSource ? permission.FindRefusal(SetSourceIdentity, about) ?? FindRefusalOfChain(permission, role) : refused;
    }

    /// <summary>The refusal of a role that does not exist: that of one whose trust policy names nobody. Null outside the caller's account.</summary>
    public RefusedCall? FindRefusalOfNone(DateTimeOffset now)
    {
        AccountId owner = caller.Account.Id;
        if (!Arn.TryParse(request.RoleArn, out Arn? arn) || arn.AccountId != owner || !ResourceName.TryParse(request.RoleArn, out ResourceName name)) return null;
        var nobody = new ResourceProgram { ResourceControl = snapshot.FactsOf(name, owner).Program.ResourceControl, MustGrant = true };
        var permission = new CallPermission(snapshot, caller, ContextOf(owner, [], now));
        return permission.FindRefusal(TakeRole, new CallResource(arn, owner, nobody));
    }

    // STS section 5.1, 3e: in a chain both sides must allow, also within one account
    private RefusedCall? FindRefusalOfChain(CallPermission permission, Role role) => caller.Claims is null
        ? null
        : permission.FindRefusal(SetSourceIdentity, new CallResource(role.Arn, caller.Account.Id, ResourceProgram.Empty));

    private RequestContext ContextOf(AccountId owner, IEnumerable<KeyValuePair<string, string>> roleTags, DateTimeOffset now)
    {
        var context = new RequestContext(MfaFacts.FactsOf(caller, snapshot.Organization, mfaTime), capacity: 24);
        MfaFacts.AddTo(context, caller, mfaTime, now);
        CallContext.AddPlace(context, request.Endpoint, now, snapshot.Organization, owner);
        context.TryAdd(KnownKeys.RoleSessionName, request.RoleSessionName);
        if (request.ExternalId is not null) context.TryAdd(KnownKeys.ExternalId, request.ExternalId);
        if ((request.SourceIdentity ?? caller.Claims?.SourceIdentity) is { } source) context.TryAdd(KnownKeys.SetSourceIdentity, source);
        CallContext.AddTags(context, request.AskedTags);
        // while trust is evaluated, an inherited tag stands before the role's of the same key (STS section 3.4)
        foreach ((var key, var value) in tags.Inherited) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        foreach ((var key, var value) in roleTags) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        return context;
    }
}
