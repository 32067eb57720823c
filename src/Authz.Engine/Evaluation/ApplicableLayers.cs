using System.Collections.Immutable;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Evaluation;

/// <summary>The layers that apply to a request (reference sections 5.3, 5.7 to 5.9).</summary>
internal readonly ref struct ApplicableLayers
{
    public ApplicableLayers(in AuthorizationRequest request, PrincipalProgram principal, ResourceProgram resource)
    {
        Caller caller = request.Caller;
        var isIam = caller.Kind is CallerKind.User or CallerKind.Role or CallerKind.FederatedUser or CallerKind.Root;
        if (!caller.IsServiceLinked && !request.ResourceIsInManagementAccount && !IsSpared(request))
            ResourceControl = Levels(resource.ResourceControl);
        HasServiceControl = isIam && !caller.IsServiceLinked && !caller.IsInManagementAccount && !principal.ServiceControl.IsDefault;
        if (HasServiceControl) ServiceControl = Levels(principal.ServiceControl);
        Resource = resource.Policies.AsSpan();
        if (isIam && caller.Kind != CallerKind.Root)
        {
            Identity = principal.Identity;
            Boundary = caller.IsServiceLinked ? null : principal.Boundary;
        }

        if (caller.Kind is CallerKind.Role or CallerKind.FederatedUser) Session = principal.Session;
    }

    public ReadOnlySpan<LayerProgram> ResourceControl { get; }

    /// <summary>Whether service control policies apply; then every level must allow, also one without policies.</summary>
    public bool HasServiceControl { get; }

    public ReadOnlySpan<LayerProgram> ServiceControl { get; }

    public ReadOnlySpan<LayerProgram> Resource { get; }

    public LayerProgram? Identity { get; }

    public LayerProgram? Boundary { get; }

    public LayerProgram? Session { get; }

    // section 5.8
    private static bool IsSpared(in AuthorizationRequest request) =>
        string.Equals(request.Action.Text, "kms:RetireGrant", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<LayerProgram> Levels(ImmutableArray<LayerProgram> levels) => levels.IsDefault ? default : levels.AsSpan();
}
