using Authz.Policies.Conditions;
using Authz.Policies.Names;

namespace Authz.Engine.Requests;

/// <summary>The name of a context key, ready to be looked up in a <see cref="RequestContext"/>. Immutable.</summary>
public sealed class ContextKey
{
    /// <summary>Prepares a name.</summary>
    public ContextKey(string name)
    {
        Name = name;
        Folded = name.ToLowerInvariant();
        Hash = CaselessHash.Of(name);
        ContextKeyInfo? info = ContextKeyCatalogue.Find(name);
        IsMultivalued = info is { IsMultivalued: true };
        Canonical = info is { IsFamily: false } && name.Equals(info.Name, StringComparison.OrdinalIgnoreCase) ? info.Name : name;
    }

    /// <summary>The name as given.</summary>
    public string Name { get; }

    /// <summary>The name in lower case, as it is reported.</summary>
    public string Folded { get; }

    /// <summary>The one text of a key of the catalogue, so that most comparisons end with the first look; of other keys the name.</summary>
    internal string Canonical { get; }

    /// <summary>Whether the key is multivalued by definition.</summary>
    public bool IsMultivalued { get; }

    /// <summary>The <see cref="CaselessHash"/> of the name. Equal hashes are confirmed by comparing names.</summary>
    internal ulong Hash { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
