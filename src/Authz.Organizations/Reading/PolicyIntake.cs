using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;

namespace Authz.Organizations.Reading;

/// <summary>Reads every policy of an organization, wherever it stands.</summary>
/// <param name="limits">How large policies may be.</param>
/// <param name="kept">Takes the policies that were read without error, for whoever looks at them again; null: nobody does.</param>
/// <param name="memory">The policies of the load before; null: none.</param>
internal sealed class PolicyIntake(PolicyLimits limits, ICollection<ReadPolicy>? kept, PolicyMemory? memory = null)
{
    private readonly PolicyTerms _terms = new();

    public PolicyLimits Limits { get; } = limits;

    /// <summary>Reads a policy; null when it has an error, which is reported.</summary>
    public PolicyDocument? Read(JsonNode node, SourceText source, PolicyKind kind, DiagnosticList diagnostics)
    {
        if (memory is not null) return ReadNew(node, source, kind, diagnostics, memory);
        PolicyDocument? document = PolicyReader.Read(node, source, kind, diagnostics, _terms);
        if (document is not null) kept?.Add(new ReadPolicy(document, node, source));
        return document;
    }

    /// <summary>The JSON of the load before; null: none.</summary>
    public TreeMemory? Trees => memory?.Trees;

    // a policy with a finding is read again, so that it is found again, and in its place
    private PolicyDocument? ReadNew(JsonNode node, SourceText source, PolicyKind kind, DiagnosticList diagnostics, PolicyMemory memory)
    {
        var key = PolicyKey.Of(kind, node.Offset, source.Utf8.Span[node.Offset..node.End]);
        if (memory.Find(key) is { } known) return Remember(node, known);
        var before = diagnostics.Count;
        PolicyDocument? document = PolicyReader.Read(Unfold(node, source), source, kind, diagnostics, _terms);
        if (document is null || diagnostics.Count > before) return document;
        memory.Keep(key, document);
        return Remember(node, document);
    }

    // its JSON is needed no more, but to read it as another kind
    private static PolicyDocument Remember(JsonNode node, PolicyDocument document)
    {
        node.Fold();
        return document;
    }

    // JSON is kept, and so folded, only when its text had no finding: reading it again finds nothing
    private static JsonNode Unfold(JsonNode node, SourceText source)
    {
        if (!node.IsFolded) return node;
        JsonNode? root = JsonTree.Read(source, JsonDialect.Relaxed, new DiagnosticList());
        while (root is not null && root.Offset != node.Offset) root = FindAround(root, node.Offset);
        return root ?? throw new InvalidOperationException("a policy that was read once is not in its text");
    }

    private static JsonNode? FindAround(JsonNode parent, int offset)
    {
        IEnumerable<JsonNode> children = parent.Kind == JsonKind.Object ? parent.Members.Select(static m => m.Value) : parent.Items;
        return children.FirstOrDefault(child => child.Offset <= offset && offset < child.End);
    }

    /// <summary>Reports a policy that is too long for its kind.</summary>
    public void CheckSize(JsonNode node, FileText text, PolicyKind kind)
    {
        if (node.Kind == JsonKind.Object) PolicySize.Check(node, text.Source, kind, Limits, text.Diagnostics);
    }
}
