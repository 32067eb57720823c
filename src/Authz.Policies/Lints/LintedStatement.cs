using Authz.Policies.Conditions;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>
/// A statement together with the places of its parts. INVARIANT: it was read without error, so that its actions, resources, principals
/// and conditions are the items of its JSON, one for one and in the same order.
/// </summary>
internal sealed class LintedStatement
{
    public LintedStatement(LintedPolicy policy, Statement statement, JsonNode node)
    {
        (Policy, Statement, Node) = (policy, statement, node);
        Actions = Items(node.Find("Action") ?? node.Find("NotAction"));
        Resources = Items(node.Find("Resource") ?? node.Find("NotResource"));
        PrincipalElement = node.Find("Principal") ?? node.Find("NotPrincipal");
        Principals = PrincipalElement is { Kind: JsonKind.Object } typed
            ? [.. typed.Members.SelectMany(static m => Items(m.Value))] : Items(PrincipalElement);
        Conditions = [.. ReadConditions(node.Find("Condition"), statement)];
    }

    public LintedPolicy Policy { get; }

    public Statement Statement { get; }

    public JsonNode Node { get; }

    public IReadOnlyList<JsonNode> Actions { get; }

    public IReadOnlyList<JsonNode> Resources { get; }

    /// <summary>The element that names principals; null in policies that have none.</summary>
    public JsonNode? PrincipalElement { get; }

    public IReadOnlyList<JsonNode> Principals { get; }

    public IReadOnlyList<LintedCondition> Conditions { get; }

    public bool IsAllow => Statement.Effect == Effect.Allow;

    /// <summary>The patterns of the actions, one for each.</summary>
    public Glob[] ActionGlobs => field ??= [.. Statement.Actions.Select(static a => Glob.Of(a.Template))];

    /// <summary>How messages call the statement.</summary>
    public string Name => Statement.Sid is { } sid ? $"`{sid}`" : $"statement {Statement.Index + 1}";

    /// <summary>Whether the statement speaks of an action, given in lower case.</summary>
    public bool NamesAction(string action)
    {
        Glob name = Glob.OfLiteral(action);
        return Array.Exists(ActionGlobs, glob => glob.Covers(name)) != Statement.IsNotAction;
    }

    /// <summary>The conditions on a key, given in lower case.</summary>
    public IEnumerable<LintedCondition> ConditionsOn(string foldedKey) => Conditions.Where(c => c.Condition.Key.Folded == foldedKey);

    public void Report(DiagnosticRule rule, int offset, string message) => Policy.Report(rule, offset, message);

    private static List<JsonNode> Items(JsonNode? node) => node switch
    {
        null => [],
        { Kind: JsonKind.Array } => node.Items,
        _ => [node],
    };

    private static IEnumerable<LintedCondition> ReadConditions(JsonNode? block, Statement statement)
    {
        var index = 0;
        foreach (JsonMember @operator in block?.Members ?? [])
        {
            foreach (JsonMember key in @operator.Value.Members)
                yield return new LintedCondition(statement.Conditions[index++], @operator.NameOffset, key.NameOffset, Items(key.Value));
        }
    }
}

/// <summary>A condition together with the places of its parts.</summary>
/// <param name="Condition">What was read.</param>
/// <param name="OperatorOffset">Where the operator's name stands.</param>
/// <param name="KeyOffset">Where the key's name stands.</param>
/// <param name="Values">The values' JSON, one for each value.</param>
internal sealed record LintedCondition(Condition Condition, int OperatorOffset, int KeyOffset, IReadOnlyList<JsonNode> Values)
{
    private static readonly IpRange[] WholeNetworks = [Range("0.0.0.0/0"), Range("::/0")];

    public OperatorUse Use => Condition.Operator;

    public ConditionType Type => Condition.Operator.Operator.Type;

    public ConditionKey Key => Condition.Key;

    /// <summary>Whether this is <c>Null</c> with that value.</summary>
    public bool IsNull(bool value) => Type == ConditionType.Null && Condition.Values is [ConditionValue.Flag flag] && flag.Value == value;

    /// <summary>Whether a request without the key fails this condition.</summary>
    public bool NeedsKey => Type == ConditionType.Null ? IsNull(false) : !Use.ResultWhenMissing;

    /// <summary>Whether the key must be present with one of some values: a condition that lets only the listed through.</summary>
    public bool Restricts => Type != ConditionType.Null && NeedsKey && !Use.Operator.IsNegated && !Condition.Values.Any(IsAnything);

    /// <summary>The templates of the values; none for operators whose values are no texts.</summary>
    public IEnumerable<Template> Templates => Condition.Values.Select(static v => v switch
    {
        ConditionValue.Text text => text.Template,
        ConditionValue.ArnText arn => arn.Pattern.Whole,
        _ => null,
    }).OfType<Template>();

    private static IpRange Range(string text) =>
        IpRange.TryParseRange(text, out IpRange range) ? range : throw new InvalidOperationException($"{text} is no range");

    private static bool IsAnything(ConditionValue value) => value switch
    {
        ConditionValue.Text text => text.Template.HasWildcards && text.Template.Parts.All(static p => p.Kind is TemplatePartKind.AnyRun or TemplatePartKind.AnyOne),
        ConditionValue.ArnText arn => arn.Pattern.IsAny,
        ConditionValue.Ip ip => Array.Exists(WholeNetworks, n => ip.Value.Contains(n)),
        _ => false,
    };
}
