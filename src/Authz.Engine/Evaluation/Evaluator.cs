using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Decides requests. Never fails, never waits, allocates nothing. Thread-safe.</summary>
public static class Evaluator
{
    /// <summary>Decides a request; the steps are those of reference section 5.2. A request without caller, context, action or resource is never allowed.</summary>
    public static Decision Evaluate(in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        var path = default(NoPath);
        return Evaluate(request, principal, resource, ref path);
    }

    internal static Decision Evaluate<TPath>(
        in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource, ref TPath path)
        where TPath : struct, IPath
    {
        if (request is { Caller: null } or { Context: null }) return default;
        var layers = new ApplicableLayers(request, principal, resource);

        // 1: any Deny decides; the first in the order of D11 is reported
        if (FindDeny(layers, request) is { Layer: not PolicyLayer.None } denial) return denial;

        // what is unknown may be denied by NotAction and NotResource, never allowed by them
        if (request.Action.Text is null || request.Resource.Text is null) return default;

        // 2: RCPFullAWSAccess allows on every level of resource control policies
        // 3: every level of service control policies must allow
        foreach (LayerProgram level in layers.ServiceControl)
        {
            path.Ask(PolicyLayer.ServiceControl, level.Level);
            if (!LayerSearch.Allows(level, request)) return Decision.Implicit(PolicyLayer.ServiceControl, level.Level);
        }

        path.Ask(PolicyLayer.Resource, 0);
        Naming grants = LayerSearch.Grants(layers.Resource, request);
        return request.Caller.Kind switch
        {
            // 4
            CallerKind.Anonymous or CallerKind.Service or CallerKind.FederatedIdentity =>
                grants == Naming.None ? Decision.Implicit(PolicyLayer.Resource) : Decision.Allow,

            // 6
            _ when IsCrossAccount(request) => grants == Naming.None || IsCrossPartition(request)
                ? Decision.Implicit(PolicyLayer.Resource)
                : FollowPath(layers, request, needsIdentity: true, ref path),

            // 7
            _ when grants == Naming.Direct => Decision.Allow,
            _ when grants == Naming.Entity => FollowPath(layers, request, needsIdentity: false, ref path),
            _ when grants == Naming.None && resource.MustGrant => Decision.Implicit(PolicyLayer.Resource),
            _ => FollowPath(layers, request, needsIdentity: true, ref path),
        };
    }

    /// <summary>Whether the caller and the resource belong to different accounts.</summary>
    private static bool IsCrossAccount(in AuthorizationRequest request) =>
        !request.ResourceAccount.IsNone && request.ResourceAccount != request.Caller.Account;

    // section 5.5: only inside one partition
    private static bool IsCrossPartition(in AuthorizationRequest request) =>
        request.Resource.IsArn && !request.Resource.Field(1).SequenceEqual(request.Caller.Partition);

    private static Decision FindDeny(in ApplicableLayers layers, in AuthorizationRequest request)
    {
        var hasBoundary = layers.Boundary is not null;
        foreach (LayerProgram level in layers.ResourceControl)
        {
            if (LayerSearch.Denies(level, request, hasBoundary)) return Decision.Explicit(PolicyLayer.ResourceControl, level.Level);
        }

        foreach (LayerProgram level in layers.ServiceControl)
        {
            if (LayerSearch.Denies(level, request, hasBoundary)) return Decision.Explicit(PolicyLayer.ServiceControl, level.Level);
        }

        foreach (LayerProgram policy in layers.Resource)
        {
            if (LayerSearch.Denies(policy, request, hasBoundary)) return Decision.Explicit(PolicyLayer.Resource);
        }

        if (LayerSearch.Denies(layers.Identity, request, hasBoundary)) return Decision.Explicit(PolicyLayer.Identity);
        if (LayerSearch.Denies(layers.Boundary, request, hasBoundary)) return Decision.Explicit(PolicyLayer.Boundary);
        return LayerSearch.Denies(layers.Session, request, hasBoundary) ? Decision.Explicit(PolicyLayer.Session) : default;
    }

    // 5: identity AND boundary AND session; the first that is missing is reported
    private static Decision FollowPath<TPath>(in ApplicableLayers layers, in AuthorizationRequest request, bool needsIdentity, ref TPath path)
        where TPath : struct, IPath
    {
        // section 5.9: a root user needs no identity policy
        if (needsIdentity && request.Caller.Kind != CallerKind.Root && !Allows(PolicyLayer.Identity, layers.Identity, request, ref path))
            return Decision.Implicit(PolicyLayer.Identity);
        if (layers.Boundary is not null && !Allows(PolicyLayer.Boundary, layers.Boundary, request, ref path))
            return Decision.Implicit(PolicyLayer.Boundary);
        // section 5.3: without session policy a federated user may do nothing, a role's session everything
        var needsSession = layers.Session is not null || request.Caller.Kind == CallerKind.FederatedUser;
        return needsSession && !Allows(PolicyLayer.Session, layers.Session, request, ref path)
            ? Decision.Implicit(PolicyLayer.Session) : Decision.Allow;
    }

    private static bool Allows<TPath>(PolicyLayer layer, LayerProgram? program, in AuthorizationRequest request, ref TPath path)
        where TPath : struct, IPath
    {
        path.Ask(layer, 0);
        return LayerSearch.Allows(program, request);
    }
}
