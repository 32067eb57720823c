using System.Text.Json.Nodes;

namespace Authz.Conformance.Scenarios;

/// <summary>Principal and NotPrincipal, mostly with something that names the caller.</summary>
public static class PrincipalDraw
{
    public static JsonNode Principal(Draw draw, Request request)
    {
        if (draw.Percent(14))
            return draw.Percent(50) ? JsonValue.Create("*") : new JsonObject { ["AWS"] = "*" };
        var element = new JsonObject();
        var aws = draw.Percent(82) ? Near(draw, request) : [];
        if (draw.Percent(aws.Count == 0 ? 100 : 25))
            aws.Add(Far(draw));
        Put(draw, element, "AWS", aws);
        AddOthers(draw, element, request);
        return element;
    }

    /// <summary>Everything that P14 asks for, with now and then one of it left out.</summary>
    public static JsonNode NotPrincipal(Draw draw, Request request)
    {
        var account = request.Account ?? Request.Home;
        var names = new List<string> { draw.Percent(50) ? account : $"arn:aws:iam::{account}:root" };
        var root = request.Principal.EndsWith(":root", StringComparison.Ordinal);
        if (!root && request is { IsService: false, IsProvider: false, IsAnonymous: false })
            names.Add(request.Principal);
        if (RoleOrUser(request) is { } entity)
            names.Add(entity);
        if (draw.Percent(35))
            names.RemoveAt(draw.Below(names.Count));
        if (names.Count == 0 || draw.Percent(20))
            names.Add(Far(draw));
        var element = new JsonObject();
        Put(draw, element, "AWS", names);
        AddOthers(draw, element, request);
        return element;
    }

    private static List<string> Near(Draw draw, Request request)
    {
        var account = request.Account ?? Request.Home;
        if (request.IsService || request.IsProvider || request.IsAnonymous)
            return [account];
        var itself = request.Principal;
        return draw.Some(2, account, $"arn:aws:iam::{account}:root", itself, itself, RoleOrUser(request) ?? itself);
    }

    private static string? RoleOrUser(Request request)
    {
        if (request.Entity is not null)
            return request.Entity;
        var session = request.Principal.Split("assumed-role/");
        return session.Length == 2 ? $"arn:aws:iam::{request.Account}:role/{session[1].Split('/')[0]}" : null;
    }

    private static string Far(Draw draw)
    {
        return draw.One(
            "444455556666", "arn:aws:iam::111122223333:user/bob", "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:sts::111122223333:assumed-role/app/s2", "arn:aws:sts::111122223333:federated-user/fed2", "arn:aws:iam::111122223333:user/Ana",
            "AIDAEXAMPLE1234567890", "AROAEXAMPLE1234567890", "arn:aws:iam::*:user/ana", "arn:aws-cn:iam::111122223333:root",
            "arn:aws:sts::111122223333:assumed-role/app/*", "arn:aws-cn:iam::444455556666:user/ana");
    }

    private static void AddOthers(Draw draw, JsonObject element, Request request)
    {
        if (request.IsService ? draw.Percent(75) : draw.Percent(6))
            Put(draw, element, "Service", [request.IsService && draw.Percent(85) ? request.Principal : "s3.amazonaws.com"]);
        if (request.PolicyKind == "trust" && draw.Percent(request.IsProvider ? 75 : 4))
            Put(draw, element, "Federated", [request.IsProvider && draw.Percent(85) ? request.Principal : "accounts.google.com"]);
    }

    private static void Put(Draw draw, JsonObject element, string type, List<string> names)
    {
        element[type] = names.Count == 1 && draw.Percent(70)
            ? JsonValue.Create(names[0])
            : new JsonArray(names.Select(name => (JsonNode)JsonValue.Create(name)).ToArray());
    }
}
