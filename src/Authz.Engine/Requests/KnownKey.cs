using Authz.Policies.Conditions;

namespace Authz.Engine.Requests;

/// <summary>
/// A key of the catalogue and the type that its values have, so that code can put no other value into a context: a value that no operator
/// can read would make a Deny go quiet (reference section 4.6). Immutable.
/// </summary>
/// <typeparam name="TValue">The type of its values.</typeparam>
public sealed class KnownKey<TValue>
{
    private readonly Func<TValue, ContextValue> _format;

    internal KnownKey(string name, ConditionType type, Func<TValue, ContextValue> format)
    {
        Info = ContextKeyCatalogue.Find(name) is { } info && info.Type == type && info.IsMultivalued == (typeof(TValue) == typeof(string[]))
            ? info
            : throw new ArgumentException($"the catalogue has no key `{name}` with such values", nameof(name));
        Key = new ContextKey(name);
        _format = format;
    }

    /// <summary>The catalogue's entry.</summary>
    public ContextKeyInfo Info { get; }

    /// <summary>The key.</summary>
    public ContextKey Key { get; }

    /// <summary>The value as policies see it.</summary>
    public ContextValue Of(TValue value) => _format(value);
}
