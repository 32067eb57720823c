namespace Authz.Engine.Requests;

/// <summary>The value of a context key: one text, or a set of texts. <c>default</c> is no value, as is an empty set (section 4.2).</summary>
public readonly struct ContextValue
{
    private readonly object? _value;

    private ContextValue(object value) => _value = value;

    /// <summary>A single value.</summary>
    public static ContextValue Of(string value) => new(value);

    /// <summary>The values of a multivalued key, also when there is just one (D10).</summary>
    /// <param name="values">The values; not copied, not to be changed afterwards.</param>
    public static ContextValue OfSet(string[] values) => new(values);

    /// <summary>A moment, read as a date without being written first.</summary>
    internal static ContextValue Of(MomentValue moment) => new(moment);

    /// <summary>The moment; null for every other value.</summary>
    internal MomentValue? Moment => _value as MomentValue;

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => _value is null or string[] { Length: 0 };

    /// <summary>Whether this is a set.</summary>
    public bool IsSet => _value is string[];

    /// <summary>The single value; null for a set.</summary>
    public string? Single => _value as string ?? Moment?.Text;

    /// <summary>Number of values.</summary>
    public int Count => _value switch { null => 0, string[] many => many.Length, _ => 1 };

    /// <summary>A value by index.</summary>
    public string this[int index] => _value is string[] many ? many[index] : Single!;
}
