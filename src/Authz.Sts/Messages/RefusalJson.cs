using System.Buffers;
using System.Text.Json;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Sts.Messages;

/// <summary>Writes a refusal with the members that AWS gives a decoded authorization message.</summary>
internal static class RefusalJson
{
    /// <summary>Writes it.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="withConditions">Whether the keys of the request are told.</param>
    public static byte[] Write(RefusedCall refused, bool withConditions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteBoolean("allowed", false);
        json.WriteBoolean("explicitDeny", refused.Decision.Outcome == DecisionOutcome.ExplicitDeny);
        WriteItems(json, "matchedStatements", refused.Explanation.MatchedStatements, WriteStatement);
        WriteItems(json, "failures", refused.Explanation.UnreadableKeys, static (to, key) => to.WriteString("unreadableKey", key));
        // not of AWS: the layer that blocked, and the keys that statements asked for and the request did not have
        json.WriteString("layer", refused.Decision.Layer.ToString());
        WriteItems(json, "missingKeys", refused.Explanation.MissingKeys, static (to, key) => to.WriteString("key", key));
        WriteContext(json, refused, withConditions);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteContext(Utf8JsonWriter json, RefusedCall refused, bool withConditions)
    {
        json.WriteStartObject("context");
        json.WriteStartObject("principal");
        json.WriteString("id", refused.Caller.UserId);
        json.WriteString("name", refused.Caller.Claims?.SessionName ?? refused.Caller.User?.Name ?? "root");
        json.WriteString("arn", refused.Caller.Arn);
        json.WriteEndObject();
        json.WriteString("action", refused.Action);
        json.WriteString("resource", refused.Request.Resource.Text);
        json.WriteStartObject("conditions");
        WriteArray(json, withConditions ? refused.Request.Context.All : [], WriteCondition);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter json, StatementOrigin statement)
    {
        json.WriteString("statementId", statement.Sid ?? "");
        json.WriteString("effect", statement.Effect == Policies.Documents.Effect.Deny ? "DENY" : "ALLOW");
        json.WriteString("policy", statement.Policy);
        json.WriteNumber("statementIndex", statement.StatementIndex);
        json.WriteString("layer", statement.Layer.ToString());
    }

    private static void WriteCondition(Utf8JsonWriter json, KeyValuePair<string, ContextValue> condition)
    {
        json.WriteString("key", condition.Key);
        json.WriteStartObject("values");
        WriteArray(json, Enumerable.Range(0, condition.Value.Count).Select(i => condition.Value[i]), static (to, value) => to.WriteString("value", value));
        json.WriteEndObject();
    }

    private static void WriteItems<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        WriteArray(json, items, write);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray("items");
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
