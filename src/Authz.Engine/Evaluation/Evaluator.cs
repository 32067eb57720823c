using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Decides requests. Never fails, never waits. Thread-safe.</summary>
public static class Evaluator
{
    /// <summary>
    /// Decides a request; the steps are those of reference section 5.2. A request without caller, context, action or resource is never
    /// allowed, nor one whose values cost too much against general patterns (<see cref="Explanation.IsOverBudget"/>). Allocates nothing, once the program has
    /// met the action.
    /// </summary>
    public static Decision Evaluate(in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        var path = default(NoPath);
        return Evaluate(request, principal, resource, ref path);
    }

    /// <summary>Decides a request as <see cref="Evaluate(in AuthorizationRequest, PrincipalProgram, ResourceProgram)"/> does, with the same matching code, and says why.</summary>
    public static Decision Explain(
        in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource, out Explanation explanation)
    {
        explanation = Explanation.Empty;
        if (request is { Caller: null } or { Context: null }) return default;
        var path = default(NoPath);
        var trace = default(CollectingTrace);
        var layers = new ApplicableLayers(request, principal, resource);
        EvaluationBudget.Begin();
        (Denials denials, Grants grants) = LayerSearch.Survey(layers, request, ref trace);
        Decision decision = Decide(denials) is { Layer: not PolicyLayer.None } denial ? denial : Decide(layers, request, grants, ref path);
        if (EvaluationBudget.End())
        {
            explanation = new Explanation([], []) { IsOverBudget = true };
            return default;
        }

        explanation = trace.Explain(decision);
        return decision;
    }

    internal static Decision Evaluate<TPath>(
        in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource, ref TPath path)
        where TPath : struct, IPath
    {
        if (request is { Caller: null } or { Context: null }) return default;
        var layers = new ApplicableLayers(request, principal, resource);

        EvaluationBudget.Begin();
        // 1: any Deny decides
        Decision decision = Decide(LayerSearch.FindDenials(layers, request)) is { Layer: not PolicyLayer.None } denial
            ? denial : Decide(layers, request, LayerSearch.FindGrants(layers, request), ref path);
        // a Deny that was not looked at to its end must not let anything through
        return EvaluationBudget.End() ? default : decision;
    }

    // the first in the order of D11 is reported
    private static Decision Decide(in Denials denials) => denials switch
    {
        { ControlLevel: < Slot.Levels } => Decision.Explicit(PolicyLayer.ResourceControl, denials.ControlLevel),
        { Caller: < Slot.Levels } => Decision.Explicit(PolicyLayer.ServiceControl, denials.Caller),
        { IsByResource: true } => Decision.Explicit(PolicyLayer.Resource),
        { Caller: Slot.Identity } => Decision.Explicit(PolicyLayer.Identity),
        { Caller: Slot.Boundary } => Decision.Explicit(PolicyLayer.Boundary),
        { Caller: Slot.Session } => Decision.Explicit(PolicyLayer.Session),
        _ => default,
    };

    private static Decision Decide<TPath>(in ApplicableLayers layers, in AuthorizationRequest request, in Grants grants, ref TPath path)
        where TPath : struct, IPath
    {
        // what is unknown may be denied by NotAction and NotResource, never allowed by them
        if (request.Action.Text is null || request.Resource.Text is null) return default;

        // 2: RCPFullAWSAccess allows on every level of resource control policies
        // 3: every level of service control policies must allow
        var level = grants.Silent.Only(layers.ServiceControl).First;
        path.AskLevels(layers.ServiceControl.UpTo(level));
        if (level != Slot.None) return Decision.Implicit(PolicyLayer.ServiceControl, level);

        path.Ask(PolicyLayer.Resource);
        return request.Caller.Kind switch
        {
            // 4
            CallerKind.Anonymous or CallerKind.Service or CallerKind.FederatedIdentity =>
                grants.ByResource == Naming.None ? Decision.Implicit(PolicyLayer.Resource) : Decision.Allow,

            // 6
            _ when IsCrossAccount(request) => grants.ByResource == Naming.None || IsCrossPartition(request)
                ? Decision.Implicit(PolicyLayer.Resource)
                : FollowPath(layers, grants.Silent, request.Caller.Kind, needsIdentity: true, ref path),

            // 7
            _ when grants.ByResource == Naming.Direct => Decision.Allow,
            _ when grants.ByResource == Naming.Entity => FollowPath(layers, grants.Silent, request.Caller.Kind, needsIdentity: false, ref path),
            _ when grants.ByResource == Naming.None && layers.Resource.MustGrant => Decision.Implicit(PolicyLayer.Resource),
            _ => FollowPath(layers, grants.Silent, request.Caller.Kind, needsIdentity: true, ref path),
        };
    }

    /// <summary>Whether the caller and the resource belong to different accounts.</summary>
    private static bool IsCrossAccount(in AuthorizationRequest request) =>
        !request.ResourceAccount.IsNone && request.ResourceAccount != request.Caller.Account;

    // section 5.5: only inside one partition
    private static bool IsCrossPartition(in AuthorizationRequest request) =>
        request.Resource.IsArn && !request.Resource.Field(1).SequenceEqual(request.Caller.Partition);

    // 5: identity AND boundary AND session; the first that is missing is reported
    private static Decision FollowPath<TPath>(in ApplicableLayers layers, SlotSet silent, CallerKind caller, bool needsIdentity, ref TPath path)
        where TPath : struct, IPath
    {
        // section 5.9: a root user has no identity policy and needs none
        if (needsIdentity && layers.Slots.Has(Slot.Identity))
        {
            path.Ask(PolicyLayer.Identity);
            if (silent.Has(Slot.Identity)) return Decision.Implicit(PolicyLayer.Identity);
        }

        if (layers.HasBoundary)
        {
            path.Ask(PolicyLayer.Boundary);
            if (silent.Has(Slot.Boundary)) return Decision.Implicit(PolicyLayer.Boundary);
        }

        // section 5.3: without session policy a federated user may do nothing, a role's session everything
        if (!layers.HasSession && caller != CallerKind.FederatedUser) return Decision.Allow;
        path.Ask(PolicyLayer.Session);
        return layers.HasSession && !silent.Has(Slot.Session) ? Decision.Allow : Decision.Implicit(PolicyLayer.Session);
    }
}
