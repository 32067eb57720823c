using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Lints;

/// <summary>A policy together with the places of its parts.</summary>
internal sealed class LintedPolicy
{
    private readonly SourceText _source;
    private readonly DiagnosticList _diagnostics;

    public LintedPolicy(PolicyDocument document, JsonNode node, LintContext context, SourceText source, DiagnosticList diagnostics)
    {
        (Document, Node, Context, _source, _diagnostics) = (document, node, context, source, diagnostics);
        JsonNode element = node.Find("Statement")!;
        Statements = [.. document.Statements.Select(s => new LintedStatement(this, s, element.Kind == JsonKind.Array ? element.Items[s.Index] : element))];
    }

    public PolicyDocument Document { get; }

    public JsonNode Node { get; }

    public LintContext Context { get; }

    public IReadOnlyList<LintedStatement> Statements { get; }

    public PolicyKind Kind => Document.Kind;

    public void Report(DiagnosticRule rule, int offset, string message) => _diagnostics.Add(rule, _source, offset, message);
}
