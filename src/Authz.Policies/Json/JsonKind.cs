namespace Authz.Policies.Json;

/// <summary>The kinds of a JSON value (RFC 8259 section 3).</summary>
public enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
