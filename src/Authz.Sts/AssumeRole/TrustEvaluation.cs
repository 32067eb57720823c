using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sts.AssumeRole;

/// <summary>
/// May a caller take a role? Taking a role is an action like any other: the trust policy is the role's resource policy, and the caller's
/// own policies count as everywhere (STS section 5.1).
/// </summary>
internal sealed class TrustEvaluation(Snapshot snapshot, Identity caller, AssumeRoleRequest request, TagChain tags)
{
    private const string TakeRole = "sts:AssumeRole";
    private const string TagSession = "sts:TagSession";
    private const string SetSourceIdentity = "sts:SetSourceIdentity";

    /// <summary>The first action that is not allowed; null when the role may be taken.</summary>
    public string? FindRefusedAction(Role role, DateTimeOffset now)
    {
        RequestContext context = ContextOf(role, now);
        if (!IsAllowed(TakeRole, role, context)) return TakeRole;
        // only tags of this call need the permission (STS section 3.4)
        if (request.Tags.Count > 0 && !IsAllowed(TagSession, role, context)) return TagSession;
        // sticky: whoever carries a source identity needs the permission on every further hop (STS section 3.5)
        var hasSource = request.SourceIdentity is not null || caller.Claims?.SourceIdentity is not null;
        return hasSource && !(IsAllowed(SetSourceIdentity, role, context) && ChainMaySetSource(role, context)) ? SetSourceIdentity : null;
    }

    private bool IsAllowed(string action, Role role, RequestContext context) =>
        IsAllowed(RequestOf(action, role, context), snapshot.TrustProgramOf(role));

    // STS section 5.1, 3e: in a chain both sides must allow, also within one account
    private bool ChainMaySetSource(Role role, RequestContext context) =>
        caller.Claims is null
        || IsAllowed(RequestOf(SetSourceIdentity, role, context) with { ResourceAccount = caller.Account.Id }, ResourceProgram.Empty);

    // the caller chooses tags, names and the external id: a Deny that cannot read its key is quiet, and must not let anything through
    // (reference section 4.6)
    private bool IsAllowed(in AuthorizationRequest asked, ResourceProgram resource) =>
        Evaluator.Explain(asked, caller.Program, resource, out Explanation explanation).IsAllowed && explanation.UnreadableKeys.Count == 0;

    private AuthorizationRequest RequestOf(string action, Role role, RequestContext context) =>
        ActionName.TryParse(action, out ActionName name) && ResourceName.TryParse(role.Arn.Text, out ResourceName resource)
            ? new AuthorizationRequest(caller.Caller, name, resource, role.Account, context)
            {
                ResourceIsInManagementAccount = snapshot.IsManagement(role.Account),
            }
            : throw new InvalidOperationException($"`{action}` on `{role.Arn}` is no request");

    private RequestContext ContextOf(Role role, DateTimeOffset now)
    {
        var context = new RequestContext(caller.Facts, capacity: 24);
        context.TryAdd(KnownKeys.RequestedRegion, request.Endpoint.Region);
        context.TryAdd(KnownKeys.CurrentTime, now);
        context.TryAdd(KnownKeys.EpochTime, now);
        context.TryAdd(KnownKeys.ViaAwsService, false);
        context.TryAdd(KnownKeys.ResourceAccount, role.Account);
        context.TryAdd(KnownKeys.ResourceOrgId, snapshot.Organization.Id);
        context.TryAdd(KnownKeys.ResourceOrgPaths, [snapshot.Organization.OrgPath(role.Account)]);
        context.TryAdd(KnownKeys.RoleSessionName, request.RoleSessionName);
        if (request.ExternalId is not null) context.TryAdd(KnownKeys.ExternalId, request.ExternalId);
        if ((request.SourceIdentity ?? caller.Claims?.SourceIdentity) is { } source) context.TryAdd(KnownKeys.SetSourceIdentity, source);
        AddTags(context, role);
        return context;
    }

    private void AddTags(RequestContext context, Role role)
    {
        foreach ((var key, var value) in request.Tags) context.TryAdd(KnownKeys.RequestTag.Of(key), ContextValue.Of(value));
        if (request.Tags.Count > 0) context.TryAdd(KnownKeys.TagKeys, [.. request.Tags.Select(static t => t.Key)]);
        if (request.TransitiveTagKeys.Count > 0)
            context.TryAdd(KnownKeys.TransitiveTagKeys, [.. request.TransitiveTagKeys]);
        // while trust is evaluated, an inherited tag stands before the role's of the same key (STS section 3.4)
        foreach ((var key, var value) in tags.Inherited) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        foreach ((var key, var value) in role.Tags) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
    }
}
