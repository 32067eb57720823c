namespace Authz.Policies.Limits;

/// <summary>
/// The quotas of IAM and AWS Organizations for policies (section 1.6); the defaults are those of AWS. Where AWS refuses for good, going
/// beyond is an error; where a quota can be raised on request, the default quota warns and the documented maximum, if there is one, is an
/// error. An organization that is larger than AWS allows loads once its operator raises the number. Immutable.
/// </summary>
public sealed record PolicyLimits
{
    /// <summary>Longest inline session policy, in characters as sent; a limit of the STS request and not configurable.</summary>
    public const int SessionPolicyCharacters = 2_048;

    /// <summary>The quotas of AWS.</summary>
    public static PolicyLimits Aws { get; } = new();

    /// <summary>Managed policy or boundary, in characters without white space; default 6,144. Beyond: a warning.</summary>
    public int ManagedPolicyCharacters { get; init; } = 6_144;

    /// <summary>All inline policies of a role together, in characters without white space; default 10,240. Beyond: a warning.</summary>
    public int RoleInlineCharacters { get; init; } = 10_240;

    /// <summary>All inline policies of a user together, in characters without white space; default 2,048. Beyond: a warning.</summary>
    public int UserInlineCharacters { get; init; } = 2_048;

    /// <summary>Trust policy, in characters without white space; default 2,048, which can be raised. Beyond: a warning.</summary>
    public int TrustPolicyCharacters { get; init; } = 2_048;

    /// <summary>What the quota of trust policies can be raised to; default 8,192. Beyond: an error.</summary>
    public int TrustPolicyMaximumCharacters { get; init; } = 8_192;

    /// <summary>Service control policy, in characters; default 10,240. Beyond: a warning, without white space too: an error.</summary>
    public int ServiceControlPolicyCharacters { get; init; } = 10_240;

    /// <summary>Resource control policy, in characters; default 5,120. Beyond: a warning, without white space too: an error.</summary>
    public int ResourceControlPolicyCharacters { get; init; } = 5_120;

    /// <summary>Service control policies attached to the root, a unit or an account; default 10. Beyond: an error.</summary>
    public int ServiceControlPoliciesPerTarget { get; init; } = 10;

    /// <summary>Resource control policies attached to a target, RCPFullAWSAccess included; default 5. Beyond: an error.</summary>
    public int ResourceControlPoliciesPerTarget { get; init; } = 5;

    /// <summary>Managed policies attached to a role; default 20, which can be raised. Beyond: a warning.</summary>
    public int ManagedPoliciesPerRole { get; init; } = 20;

    /// <summary>What the quota of managed policies of a role can be raised to; default 25. Beyond: an error.</summary>
    public int ManagedPoliciesPerRoleMaximum { get; init; } = 25;

    /// <summary>Managed policies attached to a user; default 10, which can be raised. Beyond: a warning.</summary>
    public int ManagedPoliciesPerUser { get; init; } = 10;

    /// <summary>What the quota of managed policies of a user can be raised to; default 20. Beyond: an error.</summary>
    public int ManagedPoliciesPerUserMaximum { get; init; } = 20;
}
