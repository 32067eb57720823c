namespace Authz.Sts.Tests.Worlds;

/// <summary>A role's file.</summary>
internal sealed record RoleSketch(string Name, string Trust)
{
    public string Account { get; init; } = World.B;

    public string Path { get; init; } = "/";

    public string? Id { get; init; }

    public string? Policy { get; init; }

    public string? Boundary { get; init; }

    public int MaxSessionDuration { get; init; } = 3600;

    public (string Key, string Value)[] Tags { get; init; } = [];

    public string Arn => $"arn:aws:iam::{Account}:role{Path}{Name}";

    public string File => $"accounts/{Account}/roles/{Name}.json";

    public override string ToString()
    {
        var id = Id is null ? "" : $"\"RoleId\": \"{Id}\", ";
        return $$"""
            { {{id}}"RoleName": "{{Name}}", "Path": "{{Path}}", "MaxSessionDuration": {{MaxSessionDuration}}, "AssumeRolePolicyDocument": {{Trust}},
              {{PrincipalParts.Of("Role", Policy, Boundary, Tags)}} }
            """;
    }
}

/// <summary>A user's file; it has one active access key.</summary>
internal sealed record UserSketch(string Name)
{
    public string Account { get; init; } = World.A;

    public string? Id { get; init; }

    public string? Policy { get; init; }

    public string? Boundary { get; init; }

    public string KeyStatus { get; init; } = "Active";

    public string Secret { get; init; } = "EXAMPLE-secret-do-not-use-elsewhere";

    public (string Key, string Value)[] Tags { get; init; } = [];

    public DeviceSketch[] Devices { get; init; } = [];

    public string Arn => $"arn:aws:iam::{Account}:user/{Name}";

    public string AccessKeyId => $"AKIA{Name.ToUpperInvariant().PadRight(16, '0')}";

    public string File => $"accounts/{Account}/users/{Name}.json";

    public override string ToString()
    {
        var id = Id is null ? "" : $"\"UserId\": \"{Id}\", ";
        return $$"""
            { {{id}}"UserName": "{{Name}}", "AccessKeys": [
                { "AccessKeyId": "{{AccessKeyId}}", "SecretAccessKey": "{{Secret}}", "Status": "{{KeyStatus}}" } ],
              "MfaDevices": [ {{string.Join(", ", Devices.AsEnumerable())}} ],
              {{PrincipalParts.Of("User", Policy, Boundary, Tags)}} }
            """;
    }
}

/// <summary>What the files of roles and users have in common.</summary>
internal static class PrincipalParts
{
    public static string Of(string type, string? policy, string? boundary, (string Key, string Value)[] tags)
    {
        var inline = policy is null ? "" : $$"""{ "PolicyName": "own", "PolicyDocument": {{policy}} }""";
        var limit = boundary is null ? "" : $$"""
            "PermissionsBoundary": { "PermissionsBoundaryArn": "{{boundary}}" },
            """;
        var list = string.Join(", ", tags.Select(static t => $$"""{ "Key": "{{t.Key}}", "Value": "{{t.Value}}" }"""));
        return $$"""
            "{{type}}PolicyList": [ {{inline}} ], {{limit}} "Tags": [ {{list}} ]
            """;
    }
}
