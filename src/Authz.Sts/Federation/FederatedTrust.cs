using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Issuing;

namespace Authz.Sts.Federation;

/// <summary>
/// May the subject of a provider take a role? Only the role's trust policy says so, and the resource control policies of its account: the
/// subject has no account and no policies (reference section 5.6).
/// </summary>
internal sealed class FederatedTrust(Snapshot snapshot, FederatedCall call)
{
    private const string TagSession = "sts:TagSession";
    private const string SetSourceIdentity = "sts:SetSourceIdentity";

    /// <summary>The first action that is not allowed; null when the role may be taken.</summary>
    public string? FindRefusedAction(Role role, DateTimeOffset now)
    {
        RequestContext context = ContextOf(role, now);
        if (!IsAllowed(call.Action, role, context)) return call.Action;
        if (call.Requests.Tags.Count > 0 && !IsAllowed(TagSession, role, context)) return TagSession;
        return call.Requests.SourceIdentity is not null && !IsAllowed(SetSourceIdentity, role, context) ? SetSourceIdentity : null;
    }

    // the caller chooses the session's name, and the provider the claims: a Deny that cannot read its key is quiet, and must not let
    // anything through (reference section 4.6)
    private bool IsAllowed(string action, Role role, RequestContext context) =>
        Evaluator.Explain(RequestOf(action, role, context), PrincipalProgram.Empty, snapshot.TrustProgramOf(role), out Explanation explanation).IsAllowed
        && explanation.UnreadableKeys.Count == 0;

    private AuthorizationRequest RequestOf(string action, Role role, RequestContext context)
    {
        var caller = new Caller { Kind = CallerKind.FederatedIdentity, Partition = role.Arn.Partition, Name = call.Provider.ProviderArn };
        return ActionName.TryParse(action, out ActionName name) && ResourceName.TryParse(role.Arn.Text, out ResourceName resource)
            ? new AuthorizationRequest(caller, name, resource, role.Account, context) { ResourceIsInManagementAccount = snapshot.IsManagement(role.Account) }
            : throw new InvalidOperationException($"`{action}` on `{role.Arn}` is no request");
    }

    private RequestContext ContextOf(Role role, DateTimeOffset now)
    {
        var context = new RequestContext(capacity: 24);
        CallContext.AddPlace(context, call.Endpoint, now, snapshot.Organization, role.Account);
        context.TryAdd(KnownKeys.PrincipalIsAwsService, false);
        context.TryAdd(KnownKeys.RoleSessionName, call.RoleSessionName);
        if (call.DurationSeconds is { } seconds) context.TryAdd(KnownKeys.DurationSeconds, TimeSpan.FromSeconds(seconds));
        if (call.Requests.SourceIdentity is { } source) context.TryAdd(KnownKeys.SetSourceIdentity, source);
        foreach ((ContextKey key, ContextValue value) in call.Conditions) context.TryAdd(key, value);
        CallContext.AddTags(context, new AskedTags(call.Requests.Tags, call.Requests.TransitiveTagKeys));
        foreach ((var key, var value) in role.Tags) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        return context;
    }
}
