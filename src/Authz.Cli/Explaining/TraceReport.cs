using Authz.Cli.Output;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;

namespace Authz.Cli.Explaining;

/// <summary>Writes a decision as a tree of layers.</summary>
internal sealed class TraceReport(TextWriter output)
{
    private const int Width = 18;

    public void Write(ExplainedDecision explained)
    {
        DecisionTrace trace = explained.Trace;
        new FieldText(output, Width)
            .Add("decision", explained.IsRefused ? "DENY: a Deny cannot read a value of the request" : Describe(trace.Decision))
            .Add("caller", explained.Request.Caller.Name ?? explained.Request.Caller.EntityArn ?? "anonymous")
            .Add("action", explained.Request.Action.ToString())
            .Add("resource", explained.Request.Resource.ToString())
            .Add("missing keys", trace.Explanation.MissingKeys)
            .Add("unreadable keys", trace.Explanation.UnreadableKeys)
            .Add("ignored keys", explained.IgnoredKeys);
        output.WriteLine();
        var words = new LayerText(explained);
        for (var i = 0; i < trace.Layers.Count; i++) Write(trace.Layers[i], words, isLast: i == trace.Layers.Count - 1);
        IReadOnlyList<string> remedies = Remedies.Of(trace);
        if (remedies.Count > 0) output.WriteLine();
        new FieldText(output, Width).Add("what would help", remedies);
    }

    private static string Describe(Decision decision) => decision.Outcome switch
    {
        DecisionOutcome.Allowed => "ALLOW",
        DecisionOutcome.ExplicitDeny => $"DENY: explicit deny by the {LayerText.NameOf(decision.Layer, decision.Level)}",
        _ => $"DENY: no allow by the {LayerText.NameOf(decision.Layer, decision.Level)}",
    };

    private void Write(LayerTrace layer, LayerText words, bool isLast)
    {
        output.WriteLine($"{(isLast ? "└─" : "├─")} {LayerText.NameOf(layer.Layer, layer.Level)}: {words.Of(layer)}");
        var stem = isLast ? "   " : "│  ";
        var lines = layer.Statements.Count + (layer.OmittedCount > 0 ? 1 : 0);
        for (var i = 0; i < layer.Statements.Count; i++) Write(layer.Statements[i], stem, isLast: i == lines - 1);
        if (layer.OmittedCount > 0) output.WriteLine($"{stem}└─ {layer.OmittedCount} more just missed");
    }

    private void Write(StatementTrace statement, string stem, bool isLast)
    {
        var fate = statement.IsMatch ? "matches" : "just missed";
        output.WriteLine(Printable.Of($"{stem}{(isLast ? "└─" : "├─")} {statement.Origin.Effect} {NameOf(statement.Origin)} {fate}"));
        var below = stem + (isLast ? "      " : "│     ");
        foreach (ElementTrace miss in statement.Misses) output.WriteLine(Printable.Of($"{below}not {Describe(miss)}"));
        foreach (ElementTrace held in statement.Held) output.WriteLine(Printable.Of($"{below}as {Describe(held)}"));
    }

    /// <summary>A statement by its policy, place and Sid.</summary>
    public static string NameOf(StatementOrigin origin)
    {
        var policy = origin.Policy.Length == 0 ? $"policy {origin.PolicyIndex}" : origin.Policy;
        return $"{policy} statement {origin.StatementIndex}{(origin.Sid is null ? "" : $" `{origin.Sid}`")}";
    }

    private static string Describe(ElementTrace element)
    {
        var name = element.Key is null ? element.Name : $"{element.Name} {element.Key}";
        var actual = element.Actual.Count == 0 ? "the request has no such key" : $"the request has {List(element.Actual)}";
        return $"{name} {List(element.Expected)}: {actual}";
    }

    private static string List(IReadOnlyList<string> values)
    {
        const int Shown = 5;
        var rest = values.Count > Shown ? $" and {values.Count - Shown} more" : "";
        return string.Join(", ", values.Take(Shown).Select(static v => $"`{v}`")) + rest;
    }
}
