using System.Collections.Frozen;

namespace Authz.Organizations.Tagging;

/// <summary>Tags of a role, a user or a resource: keys keep their case and compare without it (IAM: "Rules for tagging").</summary>
public static class TagSet
{
    /// <summary>Most tags one entity may have.</summary>
    public const int MaxCount = 50;

    /// <summary>Longest key, in characters.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>Longest value, in characters.</summary>
    public const int MaxValueLength = 256;

    /// <summary>No tags.</summary>
    public static FrozenDictionary<string, string> None { get; } = Create([]);

    /// <summary>Makes a set of tags whose keys compare without case.</summary>
    /// <exception cref="ArgumentException">Two keys differ at most by case.</exception>
    public static FrozenDictionary<string, string> Create(IEnumerable<KeyValuePair<string, string>> tags) =>
        new Dictionary<string, string>(tags, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
