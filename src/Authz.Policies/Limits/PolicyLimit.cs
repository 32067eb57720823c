using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Authz.Policies.Limits;

/// <summary>One number of <see cref="PolicyLimits"/> under the name by which settings and options call it.</summary>
public sealed class PolicyLimit
{
    /// <summary>Largest number accepted, so that no sum of sizes overflows.</summary>
    public const int MaxValue = 10_000_000;

    private readonly Func<PolicyLimits, int> _get;
    private readonly Func<PolicyLimits, int, PolicyLimits> _with;

    private PolicyLimit(string name, Func<PolicyLimits, int> get, Func<PolicyLimits, int, PolicyLimits> with) =>
        (Name, _get, _with) = (name, get, with);

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>Every limit, in the order of the properties.</summary>
    public static IReadOnlyList<PolicyLimit> All { get; } =
    [
        new(nameof(PolicyLimits.ManagedPolicyCharacters), static l => l.ManagedPolicyCharacters,
            static (l, n) => l with { ManagedPolicyCharacters = n }),
        new(nameof(PolicyLimits.RoleInlineCharacters), static l => l.RoleInlineCharacters,
            static (l, n) => l with { RoleInlineCharacters = n }),
        new(nameof(PolicyLimits.UserInlineCharacters), static l => l.UserInlineCharacters,
            static (l, n) => l with { UserInlineCharacters = n }),
        new(nameof(PolicyLimits.TrustPolicyCharacters), static l => l.TrustPolicyCharacters,
            static (l, n) => l with { TrustPolicyCharacters = n, TrustPolicyMaximumCharacters = Math.Max(n, l.TrustPolicyMaximumCharacters) }),
        new(nameof(PolicyLimits.TrustPolicyMaximumCharacters), static l => l.TrustPolicyMaximumCharacters,
            static (l, n) => l with { TrustPolicyMaximumCharacters = n }),
        new(nameof(PolicyLimits.ServiceControlPolicyCharacters), static l => l.ServiceControlPolicyCharacters,
            static (l, n) => l with { ServiceControlPolicyCharacters = n }),
        new(nameof(PolicyLimits.ResourceControlPolicyCharacters), static l => l.ResourceControlPolicyCharacters,
            static (l, n) => l with { ResourceControlPolicyCharacters = n }),
        new(nameof(PolicyLimits.ServiceControlPoliciesPerTarget), static l => l.ServiceControlPoliciesPerTarget,
            static (l, n) => l with { ServiceControlPoliciesPerTarget = n }),
        new(nameof(PolicyLimits.ResourceControlPoliciesPerTarget), static l => l.ResourceControlPoliciesPerTarget,
            static (l, n) => l with { ResourceControlPoliciesPerTarget = n }),
        new(nameof(PolicyLimits.ManagedPoliciesPerRole), static l => l.ManagedPoliciesPerRole,
            static (l, n) => l with { ManagedPoliciesPerRole = n, ManagedPoliciesPerRoleMaximum = Math.Max(n, l.ManagedPoliciesPerRoleMaximum) }),
        new(nameof(PolicyLimits.ManagedPoliciesPerRoleMaximum), static l => l.ManagedPoliciesPerRoleMaximum,
            static (l, n) => l with { ManagedPoliciesPerRoleMaximum = n }),
        new(nameof(PolicyLimits.ManagedPoliciesPerUser), static l => l.ManagedPoliciesPerUser,
            static (l, n) => l with { ManagedPoliciesPerUser = n, ManagedPoliciesPerUserMaximum = Math.Max(n, l.ManagedPoliciesPerUserMaximum) }),
        new(nameof(PolicyLimits.ManagedPoliciesPerUserMaximum), static l => l.ManagedPoliciesPerUserMaximum,
            static (l, n) => l with { ManagedPoliciesPerUserMaximum = n }),
    ];

    /// <summary>The limit of a name, compared without case as settings are; null when there is none.</summary>
    public static PolicyLimit? Find(string name) => All.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The number.</summary>
    public int Of(PolicyLimits limits) => _get(limits);

    /// <summary>
    /// The limits with another number. A quota that is set above its maximum lifts the maximum to it: raising one number is enough. A
    /// maximum that is set afterwards holds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or beyond <see cref="MaxValue"/>.</exception>
    public PolicyLimits Set(PolicyLimits limits, int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        return _with(limits, value);
    }

    /// <summary>The limits with another number, which is given as text.</summary>
    /// <param name="limits">The limits so far.</param>
    /// <param name="text">A whole number from 1 to <see cref="MaxValue"/>, decimal digits only.</param>
    /// <param name="changed">The limits with the number; null when the text is none.</param>
    /// <param name="fault">What is wrong, to be read after the setting's name; null when nothing is.</param>
    public bool TrySet(
        PolicyLimits limits, string text, [NotNullWhen(true)] out PolicyLimits? changed, [NotNullWhen(false)] out string? fault)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= MaxValue;
        changed = isNumber ? Set(limits, value) : null;
        fault = isNumber ? null : $"is `{text}`: write a whole number from 1 to {MaxValue}";
        return isNumber;
    }
}
