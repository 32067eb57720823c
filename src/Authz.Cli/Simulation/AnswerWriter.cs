using System.Buffers;
using System.Text.Json;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Cli.Simulation;

/// <summary>Writes the answers to scenarios, in the vocabulary of AWS' own simulator.</summary>
internal sealed class AnswerWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public void WriteDecision(JsonNode? scenario, Decision decision, Explanation explanation)
    {
        Begin(scenario);
        WriteOutcome(_json, decision);
        _json.WriteStartArray("matchedStatements");
        foreach (StatementOrigin statement in explanation.MatchedStatements)
        {
            _json.WriteStartObject();
            WriteMembers(_json, statement);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("missingContextKeys");
        foreach (var key in explanation.MissingKeys) _json.WriteStringValue(key);
        _json.WriteEndArray();
        WriteUnknownFields(scenario);
        End();
    }

    public void WriteError(JsonNode? scenario, IReadOnlyList<Diagnostic> diagnostics)
    {
        Begin(scenario);
        _json.WriteStartArray("error");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            _json.WriteStartObject();
            _json.WriteString("code", diagnostic.Rule.Code);
            _json.WriteString("severity", diagnostic.IsError ? "error" : "warning");
            _json.WriteString("source", diagnostic.Source);
            _json.WriteNumber("line", diagnostic.Position.Line);
            _json.WriteNumber("column", diagnostic.Position.Column);
            _json.WriteString("message", diagnostic.Message);
            _json.WriteString("remedy", diagnostic.Rule.Remedy);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        End();
    }

    public void Dispose() => _json.Dispose();

    private void Begin(JsonNode? scenario)
    {
        _json.WriteStartObject();
        if (scenario?.Find("id") is not { } id) return;
        _json.WritePropertyName("id");
        if (id.Kind == JsonKind.Number) _json.WriteRawValue(id.Text);
        else _json.WriteStringValue(id.Text);
    }

    /// <summary>The members <c>decision</c> and <c>layer</c>.</summary>
    public static void WriteOutcome(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("decision", decision.Outcome switch
        {
            DecisionOutcome.Allowed => "allowed",
            DecisionOutcome.ExplicitDeny => "explicitDeny",
            _ => "implicitDeny",
        });
        json.WriteString("layer", NameOf(decision.Layer));
    }

    /// <summary>The members that say which statement it is.</summary>
    public static void WriteMembers(Utf8JsonWriter json, StatementOrigin statement)
    {
        json.WriteString("policyType", NameOf(statement.Layer));
        if (statement.Layer is PolicyLayer.ServiceControl or PolicyLayer.ResourceControl) json.WriteNumber("level", statement.Level);
        if (statement.Policy.Length > 0) json.WriteString("policy", statement.Policy);
        json.WriteNumber("policyIndex", statement.PolicyIndex);
        json.WriteNumber("statementIndex", statement.StatementIndex);
        json.WriteString("sid", statement.Sid);
        json.WriteString("effect", statement.Effect.ToString());
    }

    // said, so that a misspelt field is seen
    private void WriteUnknownFields(JsonNode? scenario)
    {
        var unknown = scenario is null ? [] : ScenarioReader.UnknownFields(scenario);
        if (unknown.Length == 0) return;
        _json.WriteStartArray("unknownFields");
        foreach (var field in unknown) _json.WriteStringValue(field);
        _json.WriteEndArray();
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
        _json.Reset();
    }

    /// <summary>A layer in the vocabulary of the contract; null for none.</summary>
    public static string? NameOf(PolicyLayer layer) => layer switch
    {
        PolicyLayer.ServiceControl => "serviceControl",
        PolicyLayer.ResourceControl => "resourceControl",
        PolicyLayer.Resource => "resource",
        PolicyLayer.Identity => "identity",
        PolicyLayer.Boundary => "boundary",
        PolicyLayer.Session => "session",
        _ => null,
    };
}
