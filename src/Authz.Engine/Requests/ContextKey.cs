using Authz.Policies.Conditions;

namespace Authz.Engine.Requests;

/// <summary>The name of a context key, ready to be looked up in a <see cref="RequestContext"/>. Immutable.</summary>
public sealed class ContextKey
{
    /// <summary>Prepares a name.</summary>
    public ContextKey(string name)
    {
        Name = name;
        Folded = name.ToLowerInvariant();
        Hash = HashOf(name);
        IsMultivalued = ContextKeyCatalogue.IsMultivalued(Folded);
    }

    /// <summary>The name as given.</summary>
    public string Name { get; }

    /// <summary>The name in lower case, as it is reported.</summary>
    public string Folded { get; }

    /// <summary>Whether the key is multivalued by definition.</summary>
    public bool IsMultivalued { get; }

    /// <summary>Hash of the name without case.</summary>
    internal ulong Hash { get; }

    // FNV-1a over upper-cased characters: agrees with OrdinalIgnoreCase. Equal hashes are confirmed by comparing names, so whoever
    // finds a collision gains a comparison.
    internal static ulong HashOf(ReadOnlySpan<char> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in name)
        {
            hash = (hash ^ Fold(character)) * 1099511628211UL;
        }

        return hash;
    }

    // the case of a surrogate pair is that of both halves together: all halves are hashed alike
    private static char Fold(char character) => character switch
    {
        < (char)128 => (char)(character is >= 'a' and <= 'z' ? character - 32 : character),
        _ when char.IsSurrogate(character) => '\uD800',
        _ => char.ToUpperInvariant(character),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
