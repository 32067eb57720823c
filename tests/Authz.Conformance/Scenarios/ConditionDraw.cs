using System.Text.Json.Nodes;

namespace Authz.Conformance.Scenarios;

/// <summary>The Condition element: every operator in every form, mostly on keys of its type.</summary>
public static class ConditionDraw
{
    private static readonly (string Type, string[] Operators, string[] Extra)[] Families =
    [
        ("text", ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
            ["${aws:username}", "${AWS:UserName}", "${aws:PrincipalTag/team}", "${aws:ResourceTag/team, 'red'}", "${*}", "a*", "${aws:TagKeys}"]),
        ("text", ["StringLike", "StringNotLike"],
            ["*", "a*", "?na", "r?d", "*e*", "t?.*", "${*}", "eu-*", "${aws:username}*", "A*", "arn:aws:*:topic", "x${?}*", "${$}{aws:username}",
             "é*", "?", "*a*a*a*a*a*a*b", "${x:label}", "${x:label, 'é'}*", "${aws:PrincipalTag/team, '*'}"]),
        ("number", ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"],
            ["10.00", "+10", "9007199254740992.5"]),
        ("date", ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
            ["2024-05-01T12:00", "2024-05-01T11:59:59.500Z", "1714564800", "2024-05-01T07:00:00-05:00"]),
        ("flag", ["Bool"], ["True", "FALSE"]),
        ("bytes", ["BinaryEquals"], ["QQ=="]),
        ("address", ["IpAddress", "NotIpAddress"],
            ["203.0.113.77/24", "0.0.0.0/0", "10.0.0.0/8", "2001:DB8:0:0::/64", "::/0", "::ffff:10.0.0.0/104"]),
        ("arn", ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
            ["*", "arn:aws:iam::*:role/*", "arn:aws:*:*:*:top?c", "arn:aws:logs:*:log-group:*:*:*", "arn:aws:sns:*", "${aws:PrincipalArn}",
             "arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::111122223333:${aws:PrincipalTag/team}", "arn:aws:logs:eu-*:*:log-group:*"]),
    ];

    public static JsonObject Condition(Draw draw)
    {
        var condition = new JsonObject();
        for (var left = draw.Weighted((70, 1), (25, 2), (5, 3)); left > 0; left--)
            AddTest(draw, condition);
        return condition;
    }

    private static void AddTest(Draw draw, JsonObject condition)
    {
        if (draw.Percent(7))
        {
            Add(condition, "Null", draw.One(ConditionKeys.All).Name, ContextDraw.Scalar(draw, draw.One("true", "false")));
            return;
        }

        var (type, operators, extra) = draw.One(Families);
        var fitting = ConditionKeys.All.Where(one => one.Type == type).ToArray();
        var key = draw.One(draw.Percent(88) ? fitting : ConditionKeys.All);
        var name = draw.One(operators) + (draw.Percent(18) ? "IfExists" : "");
        if (draw.Percent(key.Multivalued ? 80 : 8))
            name = draw.One("ForAllValues:", "ForAnyValue:") + name;
        Add(condition, name, Spelling(draw, key.Name), Values(draw, type, key, extra));
    }

    private static void Add(JsonObject condition, string name, string key, JsonNode values)
    {
        if (condition[name] is not JsonObject block)
            condition[name] = block = [];
        if (!block.Any(member => member.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
            block[key] = values;
    }

    private static string Spelling(Draw draw, string key) => draw.Percent(10) ? key.ToUpperInvariant() : key;

    /// <summary>Values that parse for the operator: the key's own when its type fits, else those of the type.</summary>
    private static JsonNode Values(Draw draw, string type, ConditionKey key, string[] extra)
    {
        var own = key.Type == type ? key : draw.One(ConditionKeys.All.Where(one => one.Type == type).ToArray());
        var pool = own.Values.Concat(draw.Percent(45) ? extra : []).Distinct().ToArray();
        if (type is "flag" || draw.Percent(60))
            return ContextDraw.Scalar(draw, draw.One(pool));
        return new JsonArray(draw.Some(3, pool).Select(text => ContextDraw.Scalar(draw, text)).ToArray());
    }
}
