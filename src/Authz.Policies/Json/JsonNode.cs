namespace Authz.Policies.Json;

/// <summary>
/// A JSON value that knows where it stands in its text. Unlike <c>System.Text.Json.JsonElement</c> it keeps the place of every
/// member, so that a fault can be shown with line and column.
/// </summary>
public sealed class JsonNode
{
    internal JsonNode(JsonKind kind, int offset, string text)
    {
        Kind = kind;
        Offset = offset;
        Text = text;
        Members = NoMembers;
        Items = NoItems;
    }

    private static readonly List<JsonMember> NoMembers = new(0);
    private static readonly List<JsonNode> NoItems = new(0);

    /// <summary>The kind of the value.</summary>
    public JsonKind Kind { get; }

    /// <summary>Byte offset of the value's first character.</summary>
    public int Offset { get; }

    /// <summary>Byte offset after the value's last character.</summary>
    public int End { get; internal set; }

    /// <summary>A string's characters, unescaped; a number's characters as written; <c>true</c>, <c>false</c>, <c>null</c>; else empty.</summary>
    public string Text { get; }

    /// <summary>An object's members in the order of the text; empty for other kinds. Not changed after reading, but by <see cref="Fold"/>.</summary>
    public List<JsonMember> Members { get; internal set; }

    /// <summary>An array's items; empty for other kinds. Not changed after reading, but by <see cref="Fold"/>.</summary>
    public List<JsonNode> Items { get; internal set; }

    /// <summary>Whether what is in it was let go: it has neither members nor items now, whatever its text says.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Whether this is a string.</summary>
    public bool IsString => Kind == JsonKind.String;

    /// <summary>The member of that exact name, or null.</summary>
    public JsonNode? Find(string name)
    {
        foreach (JsonMember member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal)) return member.Value;
        }

        return null;
    }

    /// <summary>
    /// Lets go of what is in the value. Kind and place stay, so that its text can be read again. For whoever alone holds the tree.
    /// </summary>
    public void Fold() => (Members, Items, IsFolded) = (NoMembers, NoItems, true);

    /// <summary>The value's kind as an author calls it, for messages.</summary>
    public string Describe() => Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.String => "a string",
        JsonKind.Number => "a number",
        JsonKind.Null => "null",
        _ => "a boolean",
    };
}

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="NameOffset">Byte offset of the name's opening quote.</param>
/// <param name="Value">Its value.</param>
public readonly record struct JsonMember(string Name, int NameOffset, JsonNode Value);
