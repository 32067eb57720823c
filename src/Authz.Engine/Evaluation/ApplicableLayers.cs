using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>The layers that apply to a request (reference sections 5.3, 5.7 to 5.9), and what of them can name its action.</summary>
internal readonly ref struct ApplicableLayers
{
    public ApplicableLayers(in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        Caller caller = request.Caller;
        var isIam = caller.Kind is CallerKind.User or CallerKind.Role or CallerKind.FederatedUser or CallerKind.Root;
        HasResourceControl = !caller.IsServiceLinked && !request.ResourceIsInManagementAccount && !IsSpared(request);
        HasServiceControl = isIam && !caller.IsServiceLinked && !caller.IsInManagementAccount && !principal.Layers.ServiceControl.IsDefault;
        if (HasServiceControl) ServiceControl = principal.ServiceControl;
        Slots = ServiceControl;
        if (isIam && caller.Kind != CallerKind.Root)
        {
            Slots = Slots.With(Slot.Identity);
            HasBoundary = principal.Layers.Boundary is not null && !caller.IsServiceLinked;
            if (HasBoundary) Slots = Slots.With(Slot.Boundary);
        }

        HasSession = caller.Kind is CallerKind.Role or CallerKind.FederatedUser && principal.Session is not null;
        if (HasSession) Slots = Slots.With(Slot.Session);
        if (HasResourceControl) ResourceControl = new ReachedStatements(resource.ResourceControl.Index, request.Action);
        Principal = new ReachedStatements(principal.Index, request.Action);
        if (HasSession) Session = new ReachedStatements(principal.Session!, request.Action);
        Open = principal.Index.Open.With(HasSession ? principal.Session!.Open : default);
        Resource = resource;
    }

    /// <summary>Whether resource control policies apply.</summary>
    public bool HasResourceControl { get; }

    /// <summary>What of the resource control policies can name the action.</summary>
    public ReachedStatements ResourceControl { get; }

    /// <summary>Whether service control policies apply; then every level must allow, also one without policies.</summary>
    public bool HasServiceControl { get; }

    /// <summary>The levels of service control policies that apply.</summary>
    public SlotSet ServiceControl { get; }

    public bool HasBoundary { get; }

    public bool HasSession { get; }

    /// <summary>The layers of the caller that apply.</summary>
    public SlotSet Slots { get; }

    /// <summary>Those among the caller's layers, applicable or not, that allow whatever is asked.</summary>
    public SlotSet Open { get; }

    /// <summary>What of the caller's layers, but the session's, can name the action.</summary>
    public ReachedStatements Principal { get; }

    /// <summary>What of the session's layer can name the action.</summary>
    public ReachedStatements Session { get; }

    public ResourceProgram Resource { get; }

    // section 5.8
    private static bool IsSpared(in AuthorizationRequest request) =>
        string.Equals(request.Action.Text, "kms:RetireGrant", StringComparison.OrdinalIgnoreCase);
}
