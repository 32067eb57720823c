using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Unicode;

namespace Authz.Tokens.Sessions;

/// <summary>What a member of a <see cref="FlatObject"/> holds.</summary>
internal enum FieldKind
{
    Text,
    Number,
    TextList,
}

/// <summary>Why a text is not such an object.</summary>
internal enum FlatObjectFault
{
    None,

    /// <summary>Not JSON, not UTF-8, or a member twice.</summary>
    Malformed,

    /// <summary>A member that the schema does not name.</summary>
    UnknownMember,

    /// <summary>A member of another kind than the schema's.</summary>
    WrongKind,
}

/// <summary>
/// A JSON object whose members are texts, whole numbers or lists of texts, read against a closed list of members. Nothing nests, so
/// "no duplicates, nothing unknown" is said once for the header, the payload and the packed part.
/// </summary>
internal sealed class FlatObject
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private FlatObject()
    {
    }

    public static FlatObjectFault TryRead(ReadOnlySpan<byte> utf8, FrozenDictionary<string, FieldKind> schema, out FlatObject result)
    {
        result = new FlatObject();
        if (!Utf8.IsValid(utf8))
            return FlatObjectFault.Malformed;
        try
        {
            return result.Read(utf8, schema);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, which Utf8JsonReader finds only when the text is taken.
            return FlatObjectFault.Malformed;
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    public long? Number(string name) => _values.GetValueOrDefault(name) as long?;

    public IReadOnlyList<string> List(string name) => _values.GetValueOrDefault(name) as IReadOnlyList<string> ?? [];

    private FlatObjectFault Read(ReadOnlySpan<byte> utf8, FrozenDictionary<string, FieldKind> schema)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return FlatObjectFault.Malformed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!schema.TryGetValue(name, out var kind))
                return FlatObjectFault.UnknownMember;
            reader.Read();
            if (ReadValue(ref reader, kind) is not { } value)
                return FlatObjectFault.WrongKind;
            if (!_values.TryAdd(name, value))
                return FlatObjectFault.Malformed;
        }

        // The last Read makes the reader refuse anything after the object.
        return reader.Read() ? FlatObjectFault.Malformed : FlatObjectFault.None;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, FieldKind kind) => kind switch
    {
        FieldKind.Text when reader.TokenType == JsonTokenType.String => reader.GetString(),
        FieldKind.Number when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 => number,
        FieldKind.TextList when reader.TokenType == JsonTokenType.StartArray => ReadList(ref reader),
        _ => null,
    };

    private static List<string>? ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                return null;
            list.Add(reader.GetString()!);
        }

        return list;
    }
}
