using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>Searches the layers of a request for statements that match.</summary>
internal static class LayerSearch
{
    /// <summary>What denies, looked for no longer than to the first.</summary>
    public static Denials FindDenials(in ApplicableLayers layers, in AuthorizationRequest request)
    {
        var control = FirstDeny(layers.ResourceControl, request, SlotSet.All, layers.HasBoundary);
        if (control != Slot.None) return new Denials(control, Slot.None, false);
        var caller = FirstDeny(layers.Principal, request, layers.Slots, layers.HasBoundary);
        if (caller < Slot.Levels) return new Denials(Slot.None, caller, false);
        foreach (ResourcePolicyProgram policy in layers.Resource.Policies)
        {
            var reached = new ReachedStatements(policy.Index, request.Action);
            if (FirstDeny(reached, request, SlotSet.All, layers.HasBoundary) != Slot.None) return new Denials(Slot.None, caller, true);
        }

        if (caller == Slot.None) caller = FirstDeny(layers.Session, request, layers.Slots, layers.HasBoundary);
        return new Denials(Slot.None, caller, false);
    }

    /// <summary>What allows, looked for no longer than to the first of each layer.</summary>
    public static Grants FindGrants(in ApplicableLayers layers, in AuthorizationRequest request)
    {
        var trace = default(NoTrace);
        var caller = new Allowing(layers.Slots.Without(layers.Open).Without(Slot.Session));
        if (!caller.IsReached) Statements.Allows(layers.Principal, request, ref caller, ref trace);
        var session = new Allowing(layers.Slots.Without(layers.Open).Only(Slot.Session));
        if (!session.IsReached) Statements.Allows(layers.Session, request, ref session, ref trace);
        return new Grants(caller.Silent.With(session.Silent), FindNaming(layers.Resource, request));
    }

    /// <summary>How the matching Allow statements of the resource's policies name the caller, the best of them.</summary>
    public static Naming FindNaming(ResourceProgram resource, in AuthorizationRequest request)
    {
        var trace = default(NoTrace);
        var goal = default(BestNaming);
        foreach (ResourcePolicyProgram policy in resource.Policies)
            Statements.Allows(new ReachedStatements(policy.Index, request.Action), request, ref goal, ref trace);
        return goal.Naming;
    }

    /// <summary>Looks at every statement of all layers that can name the action, and tells the trace what it finds.</summary>
    public static (Denials Denials, Grants Grants) Survey<TTrace>(in ApplicableLayers layers, in AuthorizationRequest request, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var control = new EveryStatement(SlotSet.All);
        control.Survey(layers.ResourceControl, request, layers.HasBoundary, ref trace);
        var resource = new EveryStatement(SlotSet.All);
        foreach (ResourcePolicyProgram policy in layers.Resource.Policies)
            resource.Survey(new ReachedStatements(policy.Index, request.Action), request, layers.HasBoundary, ref trace);
        var caller = new EveryStatement(layers.Slots);
        caller.Survey(layers.Principal, request, layers.HasBoundary, ref trace);
        caller.Survey(layers.Session, request, layers.HasBoundary, ref trace);
        return (new Denials(control.Denying, caller.Denying, resource.Denying != Slot.None), new Grants(caller.Silent, resource.Naming));
    }

    private static int FirstDeny(in ReachedStatements reached, in AuthorizationRequest request, SlotSet slots, bool hasBoundary)
    {
        var trace = default(NoTrace);
        var goal = new FirstDeny(slots);
        Statements.Denies(reached, request, hasBoundary, ref goal, ref trace);
        return goal.Slot;
    }
}
