using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;

namespace Authz.Fuzzing.Targets;

/// <summary>Prints policies that were read, so that what was read can be read again and compared.</summary>
internal static class PolicyText
{
    public static string Of(PolicyDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Version", document.Version);
            json.WriteStartArray("Statement");
            foreach (Statement statement in document.Statements) Write(json, statement);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        if (statement.Sid is not null) json.WriteString("Sid", statement.Sid);
        json.WriteString("Effect", statement.Effect.ToString());
        if (statement.Principals is { } principals) Write(json, principals);
        WriteList(json, statement.IsNotAction ? "NotAction" : "Action", statement.Actions.Select(action => action.ToString()));
        if (!statement.Resources.IsEmpty)
            WriteList(json, statement.IsNotResource ? "NotResource" : "Resource", statement.Resources.Select(resource => resource.ToString()));
        if (!statement.Conditions.IsEmpty) Write(json, statement.Conditions);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PrincipalElement element)
    {
        json.WritePropertyName(element.IsNot ? "NotPrincipal" : "Principal");
        if (element.Principals is [{ Form: PrincipalForm.Everyone }])
        {
            json.WriteStringValue("*");
            return;
        }

        json.WriteStartObject();
        foreach (var type in element.Principals.GroupBy(TypeOf)) WriteList(json, type.Key, type.Select(TextOf));
        json.WriteEndObject();
    }

    private static string TypeOf(Principal principal) => principal.Form switch
    {
        PrincipalForm.Service => "Service",
        PrincipalForm.Federated => "Federated",
        PrincipalForm.CanonicalUser => "CanonicalUser",
        _ => "AWS",
    };

    private static string TextOf(Principal principal) =>
        principal is { Form: PrincipalForm.Account, Partition: { } partition } ? $"arn:{partition}:iam::{principal.Text}:root" : principal.Text;

    private static void Write(Utf8JsonWriter json, ImmutableArray<Condition> conditions)
    {
        json.WriteStartObject("Condition");
        foreach (var block in conditions.GroupBy(condition => condition.Operator))
        {
            json.WriteStartObject(block.Key.ToString());
            foreach (Condition condition in block) WriteList(json, condition.Key.Text, condition.Values.Select(TextOf));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string TextOf(ConditionValue value) => value switch
    {
        ConditionValue.Text text => text.Template.Text,
        ConditionValue.ArnText arn => arn.Pattern.ToString(),
        ConditionValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        ConditionValue.Date date => TextOf(date.Value),
        ConditionValue.Flag flag => flag.Value ? "true" : "false",
        ConditionValue.Bytes bytes => Convert.ToBase64String(bytes.Value.AsSpan()),
        // a range cannot be printed; its values are the business of the value target
        _ => "10.0.0.0/8",
    };

    // five digits, because four are a year; a fraction outside the calendar is lost at the first printing, not at the second
    private static string TextOf(Instant instant)
    {
        const long First = -62_135_596_800, Last = 253_402_300_799;
        if (instant.Nanoseconds == 0 || instant.Seconds is < First or > Last) return instant.Seconds.ToString("D5", CultureInfo.InvariantCulture);
        var time = DateTimeOffset.FromUnixTimeSeconds(instant.Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{time}.{instant.Nanoseconds:D9}Z";
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
