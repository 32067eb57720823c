using System.Text.Json.Nodes;

namespace Authz.Conformance.Scenarios;

/// <summary>Policy documents of every kind, drawn around a request so that most statements come close to it.</summary>
public sealed class PolicyDraw(Draw draw, Request request)
{
    private const string FullAccess = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private static readonly string HardPattern = string.Concat(Enumerable.Repeat("*a", 30)) + "b";

    public static JsonNode Full => JsonNode.Parse(FullAccess)!;

    /// <param name="denyPercent">How many of the statements deny.</param>
    public JsonObject Grants(int denyPercent) => Document(() => Plain(draw.Percent(denyPercent)), versionNeeded: false);

    public JsonObject ServiceControl() => Document(() => Plain(draw.Percent(40)), versionNeeded: true);

    public JsonObject ResourceControl()
    {
        return Document(Deny, versionNeeded: true);

        JsonObject Deny() => Complete(new JsonObject { ["Effect"] = "Deny", ["Principal"] = "*" }, 85, "resourceControl");
    }

    public JsonObject OfResource() => Document(ResourceStatement, versionNeeded: false);

    private JsonObject Document(Func<JsonObject> statement, bool versionNeeded)
    {
        var document = new JsonObject();
        if (versionNeeded || draw.Percent(90))
            document["Version"] = versionNeeded || draw.Percent(90) ? "2012-10-17" : "2008-10-17";
        var count = draw.Weighted((60, 1), (30, 2), (10, 3));
        document["Statement"] = count == 1 && draw.Percent(50) ? statement() : new JsonArray(Many(statement, count));
        return document;
    }

    private static JsonNode[] Many(Func<JsonObject> statement, int count)
    {
        var many = Enumerable.Range(0, count).Select(_ => statement()).ToArray();
        for (var i = 0; i < count; i++)
            many[i].Insert(0, "Sid", i == 1 ? "" : $"Statement{i}");
        return many;
    }

    private JsonObject Plain(bool denies)
    {
        return Complete(new JsonObject { ["Effect"] = denies ? "Deny" : "Allow" }, denies ? 65 : 28, "identity");
    }

    private JsonObject ResourceStatement()
    {
        var denies = draw.Percent(22);
        var statement = new JsonObject { ["Effect"] = denies ? "Deny" : "Allow" };
        var negated = denies && request.PolicyKind != "trust" && draw.Percent(35);
        if (negated)
            statement["NotPrincipal"] = PrincipalDraw.NotPrincipal(draw, request);
        else
            statement["Principal"] = PrincipalDraw.Principal(draw, request);
        return Complete(statement, denies ? 60 : 28, request.PolicyKind);
    }

    private JsonObject Complete(JsonObject statement, int conditionPercent, string kind)
    {
        var named = kind == "resourceControl";
        if (!named && draw.Percent(8))
            statement["NotAction"] = Texts(Actions(named));
        else
            statement["Action"] = Texts(Actions(named));
        var omits = kind == "trust" || (kind is "resource" or "key" && draw.Percent(15));
        if (!omits)
            statement[draw.Percent(10) ? "NotResource" : "Resource"] = Texts(Resources());
        if (draw.Percent(conditionPercent))
            statement["Condition"] = ConditionDraw.Condition(draw);
        return statement;
    }

    private List<string> Actions(bool named)
    {
        var parts = request.Action.Split(':');
        var near = new[]
        {
            request.Action, $"{parts[0]}:*", $"{parts[0]}:*", $"{parts[0].ToUpperInvariant()}:{parts[1][..3]}*", $"{parts[0]}:*{parts[1][3..]}",
            $"{parts[0]}:?{parts[1][1..]}", $"{parts[0][..1]}*:*", named ? $"{parts[0]}:*" : "*", named ? request.Action : "*",
        };
        var far = new[] { "s3:PutObject", "ec2:*", "s3:Get?", "sts:Assume*", "kms:Encrypt", "route53-recovery-*:*", request.Action + "?" };
        return Mixed(near, far);
    }

    private List<string> Resources()
    {
        var fields = request.Resource.Split(':', 6);
        string[] near = fields.Length < 6
            ? ["*", "*", "*", "arn:*"]
            :
            [
                "*", "*", "*", request.Resource, request.Resource, $"arn:aws:{fields[2]}:*:*:*", $"arn:*:{fields[2]}:{fields[3]}:{fields[4]}:*",
                $"arn:aws:{fields[2]}:*", $"arn:aws:{fields[2]}:*:*:{fields[5].Split('/')[0]}*", $"{request.Resource[..^1]}?",
            ];
        string[] far =
        [
            "arn:aws:s3:::docs/*", "arn:aws:s3:::docs", "arn:aws:s3:::docs/${aws:username}/*", "arn:aws:s3:::docs/${aws:PrincipalTag/team}/x",
            "arn:aws:s3:::docs/${aws:ResourceTag/team, 'red'}/*", "arn:aws:s3:::docs/${*}", "arn:aws:s3:::docs/${aws:TagKeys}/*",
            "arn:aws:ec2:*:444455556666:instance/*", "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:eu-*-1:111122223333:instance/i*",
            "arn:aws:ec2:eu*:444455556666:*", "arn:aws:ec2:??-west-1:*:instance/i-?", "arn:aws:s3:*:docs/*", "arn:aws:ec2:eu-west-1*",
            "arn:aws:s3:::docs/é/?", "arn:aws:s3:::docs/?/*", "arn:aws:s3:::docs/" + HardPattern, "arn:aws:s3:::docs/${aws:username}${x:label}*",
            "arn:aws:logs:*:*:log-group:app*", "arn:aws:logs:*:log-stream:s1", "arn:aws:logs:eu-west-1:*log-group:*:*:*",
        ];
        return Mixed(near, far);
    }

    private List<string> Mixed(string[] near, string[] far)
    {
        var chosen = draw.Percent(83) ? draw.Some(2, near) : [];
        if (chosen.Count == 0 || draw.Percent(18))
            chosen.AddRange(draw.Some(2, far));
        return chosen.Distinct().ToList();
    }

    private JsonNode Texts(List<string> texts)
    {
        return texts.Count == 1 && draw.Percent(70)
            ? JsonValue.Create(texts[0])
            : new JsonArray(texts.Select(text => (JsonNode)JsonValue.Create(text)).ToArray());
    }
}
