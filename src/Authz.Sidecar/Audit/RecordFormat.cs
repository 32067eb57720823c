using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Authz.Engine.Programs;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Audit;

/// <summary>Writes records as lines of JSON. Thread-safe.</summary>
internal abstract class RecordFormat(FieldGuard guard)
{
    // of one thread
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>What may be shown.</summary>
    protected FieldGuard Guard { get; } = guard;

    /// <summary>The format that the settings ask for.</summary>
    public static RecordFormat Of(AuditOptions options) =>
        options.IsOcsf ? new OcsfFormat(new FieldGuard(options)) : new CloudTrailFormat(new FieldGuard(options));

    /// <summary>Writes a record and its line break.</summary>
    public void Write(AuditRecord record, IBufferWriter<byte> output)
    {
        Utf8JsonWriter writer = _writer ??= new Utf8JsonWriter(Stream.Null);
        writer.Reset(output);
        writer.WriteStartObject();
        if (record is DecisionRecord decision) Write(decision, writer);
        else Write((IssueRecord)record, writer);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset(Stream.Null);
        output.Write("\n"u8);
    }

    /// <summary>Writes the members of a decision.</summary>
    protected abstract void Write(DecisionRecord record, Utf8JsonWriter json);

    /// <summary>Writes the members of an issue.</summary>
    protected abstract void Write(IssueRecord record, Utf8JsonWriter json);

    /// <summary>Writes what was asked.</summary>
    protected void WriteContext(DecisionRecord record, Utf8JsonWriter json)
    {
        json.WriteStartObject("context");
        foreach (SuppliedValue supplied in record.Context)
        {
            var key = supplied.Key.Key.Name;
            if (supplied.Value.IsSet)
            {
                json.WriteStartArray(key);
                for (var i = 0; i < supplied.Value.Count; i++) json.WriteStringValue(Guard.ShowContext(key, supplied.Value[i]));
                json.WriteEndArray();
            }
            else
            {
                json.WriteString(key, Guard.ShowContext(key, supplied.Value.Single ?? ""));
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes why it was decided so.</summary>
    protected static void WriteWhy(DecisionRecord record, Utf8JsonWriter json)
    {
        json.WriteString("decision", record.IsAllowed ? "ALLOW" : "DENY");
        json.WriteString("reason", record.Reason.ToString());
        if (record.Reason is AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny) json.WriteString("layer", record.Layer.ToString());
        json.WriteStartArray("matchedStatements");
        foreach (StatementOrigin statement in record.Explanation.MatchedStatements)
        {
            json.WriteStartObject();
            json.WriteString("layer", statement.Layer.ToString());
            json.WriteNumber("level", statement.Level);
            json.WriteString("policy", statement.Policy);
            json.WriteNumber("statementIndex", statement.StatementIndex);
            if (statement.Sid is { } sid) json.WriteString("sid", sid);
            json.WriteString("effect", statement.Effect.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missingContextKeys");
        foreach (var key in record.Explanation.MissingKeys) json.WriteStringValue(key);
        json.WriteEndArray();
    }

    /// <summary>What is shown of a caller's ARN.</summary>
    protected string ArnOf(AuditCaller caller) => caller.Type switch
    {
        "AssumedRole" => Guard.ShowEnd(FieldGuard.SessionName, caller.Arn, '/'),
        "FederatedUser" => Guard.ShowEnd(FieldGuard.SessionName, caller.Arn, '/'),
        "IAMUser" => Guard.ShowEnd(FieldGuard.UserName, caller.Arn, '/'),
        _ => caller.Arn,
    };

    /// <summary>What is shown of a caller's unique id.</summary>
    protected string IdOf(AuditCaller caller) => Guard.ShowEnd(FieldGuard.SessionName, caller.UserId, ':');

    /// <summary>What is shown of a session's ARN.</summary>
    protected string SessionArnOf(IssueRecord record) => record.Claims is { SessionName: not null }
        ? Guard.ShowEnd(FieldGuard.SessionName, record.SessionArn!, '/') : Guard.ShowEnd(FieldGuard.UserName, record.SessionArn!, '/');

    /// <summary>The address that the request came from, as far as the service said it; null: it did not.</summary>
    protected string? AddressOf(DecisionRecord record)
    {
        foreach (SuppliedValue supplied in record.Context)
        {
            if (supplied.Key.Key.Folded == "aws:sourceip" && supplied.Value.Single is { } address) return Guard.ShowContext("aws:SourceIp", address);
        }

        return null;
    }

    /// <summary>An instant in UTC with milliseconds.</summary>
    protected static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
