using System.Diagnostics.CodeAnalysis;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Sts.Sessions;

namespace Authz.Sts.Authorization;

/// <summary>A context key as a service names it, and all that is known of it beforehand. Immutable.</summary>
public sealed class SuppliedKey
{
    // all multivalued keys among these are known (reference section 6); of a service's own keys only the service knows
    private const string GlobalPrefix = "aws:";

    private SuppliedKey(string text)
    {
        Key = new ContextKey(text);
        Info = ContextKeyCatalogue.Find(text);
        IsReserved = SessionFacts.IsReserved(text);
        TakesOne = Info is { IsMultivalued: false } || (Info is null && Key.Folded.StartsWith(GlobalPrefix, StringComparison.Ordinal));
        NamesOwner = Key.Folded == KnownKeys.ResourceAccount.Key.Folded;
    }

    /// <summary>The name.</summary>
    public ContextKey Key { get; }

    /// <summary>The catalogue's entry; null for a key that nobody knows.</summary>
    public ContextKeyInfo? Info { get; }

    /// <summary>Whether the sidecar determines the key itself, so that the service's value is not taken.</summary>
    public bool IsReserved { get; }

    /// <summary>Whether more than one value would be a fault.</summary>
    public bool TakesOne { get; }

    /// <summary>Whether its value is the account that owns the resource.</summary>
    internal bool NamesOwner { get; }

    /// <summary>Whether two keys are the same.</summary>
    public bool IsSame(SuppliedKey other) =>
        ReferenceEquals(this, other) || string.Equals(Key.Name, other.Key.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a name; see <see cref="ConditionKey.TryParse"/>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SuppliedKey? key)
    {
        key = ConditionKey.TryParse(text, out _) ? new SuppliedKey(text) : null;
        return key is not null;
    }

    /// <summary>The values of the key as policies see them: one text, or a set where the key is one or there is not just one value.</summary>
    /// <param name="values">The values; not copied, not to be changed afterwards.</param>
    public ContextValue ValueOf(string[] values) =>
        Key.IsMultivalued || values.Length != 1 ? ContextValue.OfSet(values) : ContextValue.Of(values[0]);

    /// <inheritdoc/>
    public override string ToString() => Key.Name;
}

/// <summary>A key and what a service says it is.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value; of the type that a known key has.</param>
public readonly record struct SuppliedValue(SuppliedKey Key, ContextValue Value);
