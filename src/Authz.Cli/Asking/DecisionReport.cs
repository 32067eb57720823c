using System.Text.Json;
using Authz.Cli.Output;
using Authz.Protocol.V1;

namespace Authz.Cli.Asking;

/// <summary>Writes a sidecar's decision and why.</summary>
internal static class DecisionReport
{
    /// <summary>Where values begin, in characters.</summary>
    public const int Width = 18;

    /// <summary>Writes it as text, or as JSON with the member names of the protocol's JSON mapping.</summary>
    public static void Write(AuthorizeResponse answer, string format, TextWriter output)
    {
        if (format == OutputOption.Json) JsonText.WriteObject(output, answer, WriteJson);
        else WriteText(answer, output);
    }

    private static void WriteText(AuthorizeResponse answer, TextWriter output) => new FieldText(output, Width)
        .Add("decision", WireNames.Of(answer.Decision))
        .Add("reason", WireNames.Of(answer.Reason))
        .Add("layer", answer.Layer == PolicyLayer.Unspecified ? null : WireNames.Of(answer.Layer))
        .Add("message", answer.Message)
        .Add("matched", answer.MatchedStatements.Select(Describe))
        .Add("missing keys", answer.MissingContextKeys)
        .Add("ignored keys", answer.IgnoredContextKeys)
        .Add("decision id", answer.DecisionId)
        .Add("policy revision", answer.PolicyRevision);

    /// <summary>A statement in one line.</summary>
    public static string Describe(MatchedStatement statement)
    {
        var layer = WireNames.Of(statement.Layer);
        if (statement.Layer is PolicyLayer.ServiceControl or PolicyLayer.ResourceControl) layer += $" level {statement.Level}";
        var policy = statement.Policy.Length == 0 ? $"policy {statement.PolicyIndex}" : statement.Policy;
        var sid = statement.Sid.Length == 0 ? "" : $" `{statement.Sid}`";
        return $"{WireNames.Of(statement.Effect)} {layer} {policy} statement {statement.StatementIndex}{sid}";
    }

    /// <summary>Writes it as members of a JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter json, AuthorizeResponse answer)
    {
        json.WriteString("decision", WireNames.Of(answer.Decision));
        json.WriteString("reason", WireNames.Of(answer.Reason));
        json.WriteString("layer", answer.Layer == PolicyLayer.Unspecified ? null : WireNames.Of(answer.Layer));
        json.WriteString("message", answer.Message);
        json.WriteStartArray("matchedStatements");
        foreach (MatchedStatement statement in answer.MatchedStatements) WriteStatement(json, statement);
        json.WriteEndArray();
        json.WriteStrings("missingContextKeys", answer.MissingContextKeys);
        json.WriteStrings("ignoredContextKeys", answer.IgnoredContextKeys);
        json.WriteString("decisionId", answer.DecisionId);
        json.WriteString("policyRevision", answer.PolicyRevision);
    }

    private static void WriteStatement(Utf8JsonWriter json, MatchedStatement statement)
    {
        json.WriteStartObject();
        json.WriteString("layer", WireNames.Of(statement.Layer));
        json.WriteNumber("level", statement.Level);
        json.WriteString("policy", statement.Policy);
        json.WriteNumber("policyIndex", statement.PolicyIndex);
        json.WriteNumber("statementIndex", statement.StatementIndex);
        json.WriteString("sid", statement.Sid);
        json.WriteString("effect", WireNames.Of(statement.Effect));
        json.WriteEndObject();
    }
}
