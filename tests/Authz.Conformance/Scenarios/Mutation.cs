using System.Text.Json.Nodes;

namespace Authz.Conformance.Scenarios;

/// <summary>One fault in an otherwise sound scenario, so that the answer is <c>invalid</c>.</summary>
public static class Mutation
{
    private static readonly (string Name, string Json)[] BadConditions =
    [
        ("NumericLessThan", """{"x:size":"1h"}"""),
        ("NumericEquals", """{"x:size":"${x:size}"}"""),
        ("DateEquals", """{"aws:CurrentTime":"2024-5-1"}"""),
        ("IpAddress", """{"aws:SourceIp":"10.1"}"""),
        ("IpAddress", """{"aws:SourceIp":"10.0.0.0/33"}"""),
        ("Bool", """{"aws:SecureTransport":"yes"}"""),
        ("Bool", """{"aws:SecureTransport":["true","false"]}"""),
        ("BinaryEquals", """{"x:key":"Qml"}"""),
        ("ArnLike", """{"aws:PrincipalArn":"arn:aws:iam"}"""),
        ("Null", """{"aws:TagKeys":"maybe"}"""),
        ("NullIfExists", """{"aws:TagKeys":"true"}"""),
        ("ForAllValues:Null", """{"aws:TagKeys":"true"}"""),
        ("ForAnyValues:StringEquals", """{"aws:TagKeys":"a"}"""),
        ("StringContains", """{"aws:username":"a"}"""),
        ("stringEquals", """{"aws:username":"a"}"""),
        ("StringEquals", """{"aws:username":[]}"""),
        ("StringEquals", """{"aws:username":null}"""),
        ("StringEquals", """{"aws:username":"a","AWS:Username":"b"}"""),
        ("StringEquals", "{}"),
    ];

    public static string Of(Draw draw, JsonObject scenario)
    {
        var statements = new List<JsonObject>();
        Collect(scenario, statements);
        if (statements.Count == 0)
            scenario["resourcePolicyKind"] = "bucket";
        else
            Break(draw, draw.One(statements.ToArray()));
        var text = ScenarioGenerator.Text(scenario);
        return draw.Percent(8) ? Doubled(text) : text;
    }

    /// <summary>G5: a parser that keeps the last Effect would read a sound document.</summary>
    private static string Doubled(string text)
    {
        const string member = "\"Effect\":";
        var at = text.IndexOf(member, StringComparison.Ordinal);
        return at < 0 ? text : text.Insert(at, member + "\"Deny\",");
    }

    private static void Collect(JsonNode? node, List<JsonObject> statements)
    {
        if (node is JsonObject one && one.ContainsKey("Effect"))
            statements.Add(one);
        else if (node is JsonObject members)
            members.ToList().ForEach(member => Collect(member.Value, statements));
        else if (node is JsonArray items)
            items.ToList().ForEach(item => Collect(item, statements));
    }

    private static void Break(Draw draw, JsonObject statement)
    {
        Action[] faults =
        [
            () => Condition(statement, draw.One(BadConditions)),
            () => Condition(statement, draw.One(BadConditions)),
            () => Condition(statement, draw.One(BadConditions)),
            () => statement["Condition"] = new JsonObject(),
            () => statement["Effect"] = draw.One("allow", "DENY", ""),
            () => statement.Remove("Effect"),
            () => statement["Resources"] = "*",
            () => statement["sid"] = "x",
            () => statement[statement.ContainsKey("Action") ? "NotAction" : "Action"] = "s3:*",
            () => Only(statement, "Action", draw.One("GetObject", "**", "")),
            () => Only(statement, "Action", draw.Percent(50) ? new JsonArray() : JsonValue.Create(true)),
            () => Only(statement, "Resource", draw.One("docs/*", "arn:aws:s3", "arn:aws:s3:::${}",
                "arn:aws:s3:::${a b}", "arn:aws:s3:::${a", "arn:aws:${aws:x}:::y")),
            () => Only(statement, "Principal", draw.One<JsonNode>("arn:aws:iam::111122223333:user/ana", new JsonObject(),
                new JsonObject { ["AWS"] = "arn:aws:iam::111122223333:group/g" }, new JsonObject { ["Service"] = "*" },
                new JsonObject { ["Everyone"] = "*" }, new JsonObject { ["AWS"] = new JsonArray() })),
            () => statement["Sid"] = JsonValue.Create("Ā"),
        ];
        draw.One(faults)();
    }

    private static void Condition(JsonObject statement, (string Name, string Json) fault)
    {
        var condition = statement["Condition"] as JsonObject ?? [];
        condition[fault.Name] = JsonNode.Parse(fault.Json);
        statement["Condition"] = condition;
    }

    private static void Only(JsonObject statement, string name, JsonNode value)
    {
        statement.Remove("Not" + name);
        statement[name] = value;
    }
}
