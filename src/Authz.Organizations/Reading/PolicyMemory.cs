using Authz.Policies.Documents;

namespace Authz.Organizations.Reading;

/// <summary>
/// The policies of the load before, by their texts: a change is mostly of one file, and the policies of all others need not be read again.
/// Only those without any finding are kept, and only those that the last load used. Not thread-safe.
/// </summary>
public sealed class PolicyMemory
{
    private readonly Generations<PolicyKey, PolicyDocument> _documents = new();

    /// <summary>Number of policies of the last load that are remembered.</summary>
    public int Count => _documents.Count;

    /// <summary>The JSON in which they stand.</summary>
    internal TreeMemory Trees { get; } = new();

    /// <summary>A load begins.</summary>
    internal void Begin()
    {
        _documents.Begin();
        Trees.Begin();
    }

    /// <summary>A load ends: what it did not use is forgotten.</summary>
    internal void End()
    {
        _documents.End();
        Trees.End();
    }

    /// <summary>The policy of that text, or null.</summary>
    internal PolicyDocument? Find(PolicyKey key) => _documents.Find(key);

    internal void Keep(PolicyKey key, PolicyDocument document) => _documents.Keep(key, document);
}

/// <summary>A policy's text.</summary>
/// <param name="Kind">As what it was read.</param>
/// <param name="Offset">Where it stands in its file: statements know their places.</param>
/// <param name="Text">The text.</param>
internal readonly record struct PolicyKey(PolicyKind Kind, int Offset, ContentHash Text)
{
    public static PolicyKey Of(PolicyKind kind, int offset, ReadOnlySpan<byte> text) => new(kind, offset, ContentHash.Of(text));
}
