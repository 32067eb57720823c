using System.Text.Json;
using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference.Language;

/// <summary>One statement: G3, G14 and the rows of table 1.4.</summary>
public static class StatementReader
{
    private static readonly string[] Elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static Statement Read(JsonElement json, PolicyKind kind, bool newLanguage)
    {
        var members = JsonShape.Members(json);
        JsonShape.OnlyKnown(members, Elements);
        RefusedException.Unless(members.TryGetValue("Effect", out var effectJson), "Effect is required");
        var effect = JsonShape.Text(effectJson);
        RefusedException.Unless(effect is "Allow" or "Deny", "Effect is Allow or Deny");
        RefusedException.Unless(kind != PolicyKind.ResourceControl || effect == "Deny", "an RCP only denies");
        CheckPresence(members, kind, effect);
        return new Statement
        {
            Allows = effect == "Allow",
            Principal = members.TryGetValue("Principal", out var who) ? PrincipalReader.Read(who, kind, negated: false) : null,
            NotPrincipal = members.TryGetValue("NotPrincipal", out var not) ? PrincipalReader.Read(not, kind, negated: true) : null,
            Action = Actions(members, "Action", kind),
            NotAction = Actions(members, "NotAction", kind),
            Resource = Resources(members, "Resource", newLanguage),
            NotResource = Resources(members, "NotResource", newLanguage),
            Conditions = members.TryGetValue("Condition", out var condition) ? ConditionReader.Read(condition, newLanguage) : [],
        };
    }

    private static void CheckPresence(Dictionary<string, JsonElement> members, PolicyKind kind, string effect)
    {
        var has = members.ContainsKey;
        RefusedException.Unless(has("Action") ^ has("NotAction"), "exactly one of Action and NotAction");
        RefusedException.Unless(!(has("Resource") && has("NotResource")), "not both Resource and NotResource");
        RefusedException.Unless(!(has("Principal") && has("NotPrincipal")), "not both Principal and NotPrincipal");
        RefusedException.Unless(kind != PolicyKind.ResourceControl || has("Action"), "an RCP has Action");
        var aboutResource = has("Resource") || has("NotResource");
        if (kind == PolicyKind.Trust)
            RefusedException.Unless(!aboutResource, "a trust policy has no Resource");
        else if (kind is not (PolicyKind.Resource or PolicyKind.Key))
            RefusedException.Unless(aboutResource, "Resource is required");

        switch (kind)
        {
            case PolicyKind.Resource or PolicyKind.Key:
                RefusedException.Unless(has("Principal") || has("NotPrincipal"), "Principal is required");
                RefusedException.Unless(!has("NotPrincipal") || effect == "Deny", "NotPrincipal only with Deny");
                break;
            case PolicyKind.Trust or PolicyKind.ResourceControl:
                RefusedException.Unless(has("Principal"), "Principal is required");
                break;
            default:
                RefusedException.Unless(!has("Principal") && !has("NotPrincipal"), "no Principal here");
                break;
        }
    }

    private static List<string>? Actions(Dictionary<string, JsonElement> members, string name, PolicyKind kind)
    {
        if (!members.TryGetValue(name, out var json))
            return null;
        var actions = JsonShape.Texts(json);
        foreach (var action in actions)
        {
            var parts = action.Split(':');
            var named = parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0;
            RefusedException.Unless(action == "*" || named, "an action is prefix:name or *");
            RefusedException.Unless(action.All(IsOfActions), "a character that no action has");
            RefusedException.Unless(kind != PolicyKind.ResourceControl || (named && parts[0].Trim('*', '?').Length > 0), "an RCP names a service");
        }

        return actions;
    }

    /// <summary>V1: no variables here; a text that can match nothing would let a Deny go quiet.</summary>
    private static bool IsOfActions(char c) => char.IsAsciiLetterOrDigit(c) || "-._/:*?".Contains(c);

    private static List<Template>? Resources(Dictionary<string, JsonElement> members, string name, bool newLanguage)
    {
        if (!members.TryGetValue(name, out var json))
            return null;
        return JsonShape.Texts(json).Select(text => Resource(text, newLanguage)).ToList();
    }

    /// <summary>W9 and V1.</summary>
    private static Template Resource(string text, bool newLanguage)
    {
        // W13: an escape is one plain character
        var bare = newLanguage ? text.Replace("${*}", "x").Replace("${?}", "x").Replace("${$}", "x") : text;
        var variable = newLanguage ? bare.IndexOf("${", StringComparison.Ordinal) : -1;
        var plain = variable < 0 ? bare : bare[..variable];
        if (variable >= 0)
            RefusedException.Unless(plain.Count(c => c == ':') >= 5, "a variable before the fifth colon");
        RefusedException.Unless(ArnText.IsPattern(plain), "not a resource pattern");
        // W6: the service is whole when a colon follows it
        var fields = bare.Split(':', 4);
        RefusedException.Unless(fields.Length < 4 || fields[2].IndexOfAny(['*', '?']) < 0, "a wildcard in the service");
        return Template.Read(text, newLanguage);
    }
}
