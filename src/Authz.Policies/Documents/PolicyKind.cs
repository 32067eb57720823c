namespace Authz.Policies.Documents;

/// <summary>What a policy is attached to; it decides which elements the policy may hold (table 1.4).</summary>
public enum PolicyKind
{
    /// <summary>Inline or managed policy of a user or role.</summary>
    Identity,

    /// <summary>Permissions boundary.</summary>
    Boundary,

    /// <summary>Session policy, given when a session is issued.</summary>
    Session,

    /// <summary>Policy of a resource.</summary>
    Resource,

    /// <summary>A role's trust policy; it must say yes even within one account.</summary>
    Trust,

    /// <summary>KMS-style key policy; identity policies count only where it delegates to the account.</summary>
    Key,

    /// <summary>Service control policy of an organization.</summary>
    ServiceControl,

    /// <summary>Resource control policy of an organization.</summary>
    ResourceControl,
}
