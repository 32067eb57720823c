using System.Buffers.Binary;
using System.Security.Cryptography;
using Authz.Policies.Documents;

namespace Authz.Organizations.Reading;

/// <summary>
/// The policies of the load before, by their texts: a change is mostly of one file, and the policies of all others need not be read again.
/// Only those without any finding are kept, and only those that the last load used. Not thread-safe.
/// </summary>
public sealed class PolicyMemory
{
    private Dictionary<PolicyKey, PolicyDocument> _before = [];
    private Dictionary<PolicyKey, PolicyDocument> _now = [];

    /// <summary>Number of policies of the last load that are remembered.</summary>
    public int Count => _now.Count;

    /// <summary>A load begins: what the one before did not use is forgotten.</summary>
    internal void Turn() => (_before, _now) = (_now, new Dictionary<PolicyKey, PolicyDocument>(_now.Count));

    /// <summary>The policy of that text, or null.</summary>
    internal PolicyDocument? Find(PolicyKey key)
    {
        if (_now.TryGetValue(key, out PolicyDocument? known)) return known;
        if (_before.TryGetValue(key, out known)) _now.Add(key, known);
        return known;
    }

    internal void Keep(PolicyKey key, PolicyDocument document) => _now[key] = document;
}

/// <summary>A policy's text.</summary>
/// <param name="Kind">As what it was read.</param>
/// <param name="Offset">Where it stands in its file: statements know their places.</param>
/// <param name="High">Half of the hash of the text.</param>
/// <param name="Low">The other half.</param>
internal readonly record struct PolicyKey(PolicyKind Kind, int Offset, UInt128 High, UInt128 Low)
{
    public static PolicyKey Of(PolicyKind kind, int offset, ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new PolicyKey(kind, offset, BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}
