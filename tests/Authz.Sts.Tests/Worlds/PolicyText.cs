namespace Authz.Sts.Tests.Worlds;

/// <summary>Policy documents, written short.</summary>
internal static class PolicyText
{
    public const string EveryRole = "arn:aws:iam::*:role/*";

    public static string Document(params string[] statements) =>
        $$"""{ "Version": "2012-10-17", "Statement": [ {{string.Join(", ", statements)}} ] }""";

    public static string Allow(string action, string resource = "*", string? condition = null, string? sid = null) =>
        Statement("Allow", action, resource, condition, sid);

    public static string Deny(string action, string resource = "*", string? condition = null, string? sid = null) =>
        Statement("Deny", action, resource, condition, sid);

    /// <summary>A trust policy of one statement; actions and condition as JSON.</summary>
    public static string Trust(string principal, string actions = "\"sts:AssumeRole\"", string? condition = null) =>
        Document(TrustStatement(principal, actions, condition));

    public static string TrustStatement(string principal, string actions = "\"sts:AssumeRole\"", string? condition = null, string effect = "Allow") =>
        $$"""{ "Effect": "{{effect}}", "Principal": { "AWS": "{{principal}}" }, "Action": [ {{actions}} ]{{Condition(condition)}} }""";

    public static string ResourcePolicy(string principal, string action) =>
        $$"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "{{principal}}" }, "Action": "{{action}}", "Resource": "*" } }""";

    private static string Statement(string effect, string action, string resource, string? condition, string? sid)
    {
        var name = sid is null ? "" : $"\"Sid\": \"{sid}\", ";
        return $$"""{ {{name}}"Effect": "{{effect}}", "Action": "{{action}}", "Resource": "{{resource}}"{{Condition(condition)}} }""";
    }

    private static string Condition(string? condition) => condition is null ? "" : $", \"Condition\": {condition}";
}
