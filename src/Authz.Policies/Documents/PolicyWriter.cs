using System.Collections.Immutable;
using Authz.Policies.Conditions;
using Authz.Policies.Json;

namespace Authz.Policies.Documents;

/// <summary>
/// Writes policies as canonical JSON: without white space, elements in the order of the IAM grammar, <c>Version</c> always there, actions in
/// lower case, a list of one as its value, values in their shortest spelling. What is written reads as the same document.
/// </summary>
public static class PolicyWriter
{
    /// <summary>The policy as UTF-8. <c>Id</c> and empty <c>Sid</c>s, which say nothing, are not kept.</summary>
    public static byte[] Write(PolicyDocument document)
    {
        var json = new CanonicalJson();
        json.Object(document, static (json, document) =>
        {
            json.Member("Version").Text(document.Version);
            json.Member("Statement").Array(document.Statements, Write);
        });
        return json.ToUtf8();
    }

    /// <summary>One statement as UTF-8.</summary>
    public static byte[] Write(Statement statement)
    {
        var json = new CanonicalJson();
        Write(json, statement);
        return json.ToUtf8();
    }

    private static void Write(CanonicalJson json, Statement statement) => json.Object(statement, static (json, statement) =>
    {
        if (statement.Sid is { } sid) json.Member("Sid").Text(sid);
        json.Member("Effect").Text(statement.Effect == Effect.Allow ? "Allow" : "Deny");
        if (statement.Principals is { } principals) Write(json.Member(principals.IsNot ? "NotPrincipal" : "Principal"), principals);
        json.Member(statement.IsNotAction ? "NotAction" : "Action").Texts(statement.Actions.Select(static a => a.Template.Text));
        if (!statement.Resources.IsEmpty)
            json.Member(statement.IsNotResource ? "NotResource" : "Resource").Texts(statement.Resources.Select(static r => r.Whole.Text));
        if (!statement.Conditions.IsEmpty) Write(json.Member("Condition"), statement.Conditions);
    });

    private static void Write(CanonicalJson json, PrincipalElement element)
    {
        if (element.Principals is [{ Form: PrincipalForm.Everyone }])
        {
            json.Text("*");
            return;
        }

        json.Object(element, static (json, element) =>
        {
            foreach (IGrouping<string, Principal> type in element.Principals.GroupBy(TypeOf)) json.Member(type.Key).Texts(type.Select(TextOf));
        });
    }

    private static void Write(CanonicalJson json, ImmutableArray<Condition> conditions) => json.Object(conditions, static (json, conditions) =>
    {
        foreach (IGrouping<OperatorUse, Condition> block in conditions.GroupBy(static c => c.Operator))
        {
            json.Member(block.Key.ToString()).Object(block, static (json, block) =>
            {
                foreach (Condition condition in block) json.Member(condition.Key.Text).Texts(condition.Values.Select(static v => v.ToString()));
            });
        }
    });

    private static string TypeOf(Principal principal) => principal.Form switch
    {
        PrincipalForm.Service => "Service",
        PrincipalForm.Federated => "Federated",
        PrincipalForm.CanonicalUser => "CanonicalUser",
        _ => "AWS",
    };

    private static string TextOf(Principal principal) => principal is { Form: PrincipalForm.Account, Partition: { } partition }
        ? $"arn:{partition}:iam::{principal.Text}:root"
        : principal.Text;
}
