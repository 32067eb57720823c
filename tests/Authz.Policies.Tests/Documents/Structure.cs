using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Patterns;

namespace Authz.Policies.Tests.Documents;

/// <summary>All that a document says, as text, so that two documents compare; where its statements stood in their text is not part of it.</summary>
internal static class Structure
{
    public static string Of(PolicyDocument document) =>
        $"{document.Kind} {document.Version}\n{string.Join('\n', document.Statements.Select(Of))}";

    private static string Of(Statement statement) => string.Join(
        " | ",
        statement.Index,
        statement.Sid ?? "-",
        statement.Effect,
        statement.Principals is { } p ? $"{p.IsNot} {string.Join(", ", p.Principals)}" : "-",
        $"{statement.IsNotAction} {string.Join(", ", statement.Actions.Select(a => $"{a.Service} {Of(a.Template)}"))}",
        $"{statement.IsNotResource} {string.Join(", ", statement.Resources.Select(Of))}",
        string.Join(", ", statement.Conditions.Select(c => $"{c.Operator} {c.Key.Text} [{string.Join(", ", c.Values.Select(Of))}]")));

    private static string Of(Template template) => string.Join(' ', template.Parts);

    private static string Of(ArnPattern pattern) => $"{Of(pattern.Whole)} / {string.Join(" : ", pattern.Fields.Select(Of))} {pattern.IsOpen}";

    private static string Of(ConditionValue value) => value switch
    {
        ConditionValue.Text text => Of(text.Template),
        ConditionValue.ArnText arn => Of(arn.Pattern),
        // a zero at the end of a number says nothing
        ConditionValue.Number number => $"{number.Value + 0.0000000000000000000000000000m:g29}",
        ConditionValue.Date date => $"{date.Value.Seconds} {date.Value.Nanoseconds}",
        ConditionValue.Flag flag => $"{flag.Value}",
        ConditionValue.Bytes bytes => Convert.ToHexString(bytes.Value.AsSpan()),
        // its fields are private, and its hash is made of all of them
        ConditionValue.Ip ip => $"{ip.Value.GetHashCode()}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
