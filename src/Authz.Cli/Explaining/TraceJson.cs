using System.Text.Json;
using Authz.Cli.Output;
using Authz.Cli.Simulation;
using Authz.Engine.Evaluation;

namespace Authz.Cli.Explaining;

/// <summary>Writes a decision and its layers as members of an object, in the vocabulary of <c>authz simulate</c>.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, ExplainedDecision explained)
    {
        DecisionTrace trace = explained.Trace;
        AnswerWriter.WriteOutcome(json, trace.Decision);
        json.WriteNumber("level", trace.Decision.Level);
        json.WriteStrings("missingContextKeys", trace.Explanation.MissingKeys);
        json.WriteStrings("unreadableContextKeys", trace.Explanation.UnreadableKeys);
        json.WriteBoolean("refused", explained.IsRefused);
        json.WriteStrings("ignoredContextKeys", explained.IgnoredKeys);
        json.WriteStartArray("layers");
        foreach (LayerTrace layer in trace.Layers) Write(json, layer);
        json.WriteEndArray();
        json.WriteStrings("remedies", Remedies.Of(trace));
    }

    private static void Write(Utf8JsonWriter json, LayerTrace layer)
    {
        json.WriteStartObject();
        json.WriteString("policyType", AnswerWriter.NameOf(layer.Layer));
        json.WriteNumber("level", layer.Level);
        json.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(layer.Status.ToString()));
        json.WriteBoolean("needed", layer.IsNeeded);
        json.WriteString("grant", JsonNamingPolicy.CamelCase.ConvertName(layer.Naming.ToString()));
        json.WriteStartArray("statements");
        foreach (StatementTrace statement in layer.Statements) Write(json, statement);
        json.WriteEndArray();
        json.WriteNumber("omittedStatements", layer.OmittedCount);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StatementTrace statement)
    {
        json.WriteStartObject();
        AnswerWriter.WriteMembers(json, statement.Origin);
        json.WriteBoolean("matched", statement.IsMatch);
        Write(json, "misses", statement.Misses);
        Write(json, "held", statement.Held);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ElementTrace> elements)
    {
        json.WriteStartArray(name);
        foreach (ElementTrace element in elements)
        {
            json.WriteStartObject();
            json.WriteString("element", element.Name);
            json.WriteString("key", element.Key);
            json.WriteStrings("expected", element.Expected);
            json.WriteStrings("actual", element.Actual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
