using System.Collections.Frozen;

namespace Authz.Organizations.Regions;

/// <summary>
/// The regions that exist, and which of them an account has without asking (AWS: "Manage AWS Regions in your account").
/// Version 1 session tokens are valid only in regions that are enabled by default. Names compare ordinally.
/// </summary>
public sealed class RegionCatalogue
{
    private readonly FrozenSet<string> _enabledByDefault;
    private readonly FrozenSet<string> _optIn;

    /// <summary>Makes a catalogue; a region in both lists is enabled by default.</summary>
    public RegionCatalogue(IEnumerable<string> enabledByDefault, IEnumerable<string> optIn)
    {
        _enabledByDefault = enabledByDefault.ToFrozenSet(StringComparer.Ordinal);
        _optIn = optIn.Where(region => !_enabledByDefault.Contains(region)).ToFrozenSet(StringComparer.Ordinal);
        EnabledByDefault = [.. _enabledByDefault.Order(StringComparer.Ordinal)];
        OptIn = [.. _optIn.Order(StringComparer.Ordinal)];
    }

    /// <summary>The commercial partition of AWS: 17 regions enabled by default, 17 to opt in to.</summary>
    public static RegionCatalogue Aws { get; } = new(
        [
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3",
            "eu-central-1", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2",
            "ap-northeast-3",
        ],
        [
            "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
            "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1",
            "me-central-1", "me-south-1", "mx-central-1",
        ]);

    /// <summary>Regions every account has, in ordinal order.</summary>
    public IReadOnlyList<string> EnabledByDefault { get; }

    /// <summary>Regions an account has only after opting in, in ordinal order.</summary>
    public IReadOnlyList<string> OptIn { get; }

    /// <summary>Whether the region exists.</summary>
    public bool IsKnown(string region) => IsEnabledByDefault(region) || IsOptIn(region);

    /// <summary>Whether every account has the region; false for an unknown one.</summary>
    public bool IsEnabledByDefault(string region) => _enabledByDefault.Contains(region);

    /// <summary>Whether an account has the region only after opting in; false for an unknown one.</summary>
    public bool IsOptIn(string region) => _optIn.Contains(region);
}
