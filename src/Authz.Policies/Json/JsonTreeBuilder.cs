namespace Authz.Policies.Json;

/// <summary>Puts the values of one text together, each list in the size that it has in the end. Used once.</summary>
internal sealed class JsonTreeBuilder
{
    private readonly Stack<Open> _open = new();
    private readonly List<JsonMember> _members = [];
    private readonly List<JsonNode> _items = [];
    private string _name = "";
    private int _nameOffset;

    /// <summary>The first value; null when there is none.</summary>
    public JsonNode? Root { get; private set; }

    /// <summary>The name of the member whose value comes next.</summary>
    public void Name(string name, int offset) => (_name, _nameOffset) = (name, offset);

    /// <summary>A value; an object or array takes what comes until it is closed.</summary>
    public void Add(JsonNode node)
    {
        Root ??= node;
        // text and place of an object's own name are needed when it is closed
        if (node.Kind is JsonKind.Object or JsonKind.Array) _open.Push(new Open(node, _name, _nameOffset, _members.Count, _items.Count));
        else Attach(node, _name, _nameOffset);
    }

    /// <summary>The object or array that was opened last is over.</summary>
    public JsonNode Close(int end)
    {
        Open closed = _open.Pop();
        closed.Node.End = end;
        if (closed.Node.Kind == JsonKind.Object) closed.Node.Members = Take(_members, closed.FirstMember);
        else closed.Node.Items = Take(_items, closed.FirstItem);
        Attach(closed.Node, closed.Name, closed.NameOffset);
        return closed.Node;
    }

    private void Attach(JsonNode node, string name, int nameOffset)
    {
        if (!_open.TryPeek(out Open parent)) return;
        if (parent.Node.Kind == JsonKind.Array) _items.Add(node);
        else _members.Add(new JsonMember(name, nameOffset, node));
    }

    private static List<T> Take<T>(List<T> all, int first)
    {
        List<T> taken = all.GetRange(first, all.Count - first);
        all.RemoveRange(first, all.Count - first);
        return taken;
    }

    /// <param name="Node">An object or array that is not closed yet.</param>
    /// <param name="Name">The name under which it stands, when it stands in an object.</param>
    /// <param name="NameOffset">Where the name stands.</param>
    /// <param name="FirstMember">Where its members begin among those that wait.</param>
    /// <param name="FirstItem">Where its items begin among those that wait.</param>
    private readonly record struct Open(JsonNode Node, string Name, int NameOffset, int FirstMember, int FirstItem);
}
