namespace Authz.Engine.Decisions;

/// <summary>The layers of policies (section 5.3), in the order in which a denial is reported (D11).</summary>
public enum PolicyLayer
{
    /// <summary>No layer: an allow, or a request without action or resource.</summary>
    None = 0,

    /// <summary>Resource control policies of the resource's account.</summary>
    ResourceControl,

    /// <summary>Service control policies of the caller's account.</summary>
    ServiceControl,

    /// <summary>The resource's policy: resource, trust or key policy.</summary>
    Resource,

    /// <summary>The caller's identity policies.</summary>
    Identity,

    /// <summary>The caller's permissions boundary.</summary>
    Boundary,

    /// <summary>The session policies.</summary>
    Session,
}
