using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>The fields of one JSON object: which were asked for is which are known; <see cref="Close"/> reports the others.</summary>
internal sealed class JsonFields
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private JsonFields(JsonNode node, FileText text) => (Node, Text) = (node, text);

    public JsonNode Node { get; }

    public FileText Text { get; }

    /// <summary>Opens an object; anything else is reported and gives null.</summary>
    public static JsonFields? Open(JsonNode node, FileText text, string what)
    {
        if (node.Kind == JsonKind.Object) return new JsonFields(node, text);
        text.Report(OrganizationRules.WrongType, node, $"{what} is {node.Describe()}, not an object");
        return null;
    }

    /// <summary>A field that may be absent; one of another kind is reported and gives null.</summary>
    public JsonNode? Optional(string name, JsonKind kind)
    {
        _known.Add(name);
        return Node.Find(name) is { } value && HasKind(value, kind, $"`{name}`") ? value : null;
    }

    /// <summary>A field that must be there; reported and null when it is not, or of another kind.</summary>
    public JsonNode? Required(string name, JsonKind kind)
    {
        _known.Add(name);
        if (Node.Find(name) is null) Report(OrganizationRules.MissingField, Node, $"the field `{name}` is missing");
        return Optional(name, kind);
    }

    /// <summary>A field whose kind its reader checks; null when absent.</summary>
    public JsonNode? Any(string name)
    {
        _known.Add(name);
        return Node.Find(name);
    }

    /// <summary>The items of an array; those of another kind are reported and left out. An absent field has none.</summary>
    public List<JsonNode> Items(string name, JsonKind kind)
    {
        JsonNode? array = Optional(name, JsonKind.Array);
        return array is null ? [] : array.Items.FindAll(item => HasKind(item, kind, $"an item of `{name}`"));
    }

    /// <summary>The objects of an array, opened.</summary>
    public IEnumerable<JsonFields> Objects(string name) => Items(name, JsonKind.Object).Select(item => new JsonFields(item, Text));

    /// <summary>A string of a short list; null when absent or none of them, which is reported.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> values)
    {
        if (Optional(name, JsonKind.String) is not { } node) return null;
        if (values.Contains(node.Text)) return node.Text;
        Report(OrganizationRules.InvalidChoice, node, $"`{name}` is `{node.Text}`, not `{string.Join("` or `", values)}`");
        return null;
    }

    /// <summary>Accepts fields that an export carries and that say nothing here.</summary>
    public void Accept(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) _known.Add(name);
    }

    /// <summary>Reports fields that nobody asked for.</summary>
    public void Close()
    {
        foreach (JsonMember member in Node.Members)
        {
            if (!_known.Contains(member.Name))
                Text.Report(OrganizationRules.UnknownField, member.NameOffset, $"nobody reads the field `{member.Name}`");
        }
    }

    public void Report(DiagnosticRule rule, JsonNode node, string message) => Text.Report(rule, node, message);

    private bool HasKind(JsonNode value, JsonKind kind, string what)
    {
        if (value.Kind == kind) return true;
        Report(OrganizationRules.WrongType, value, $"{what} is {value.Describe()}, not {Describe(kind)}");
        return false;
    }

    private static string Describe(JsonKind kind) => kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "an array",
        JsonKind.Number => "a number",
        _ => "a string",
    };
}
