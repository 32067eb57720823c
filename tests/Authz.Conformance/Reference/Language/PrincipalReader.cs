using System.Text.Json;
using Authz.Conformance.Reference.Callers;

namespace Authz.Conformance.Reference.Language;

/// <summary>P1 to P13.</summary>
public static class PrincipalReader
{
    private static readonly string[] BuiltInProviders =
        ["cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com"];

    public static PrincipalList Read(JsonElement json, PolicyKind kind, bool negated)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            RefusedException.Unless(json.GetString() == "*" && !negated, "a bare principal is * and never negated");
            return new PrincipalList { Everyone = true };
        }

        RefusedException.Unless(kind != PolicyKind.ResourceControl, "an RCP has Principal * exactly");
        var members = Json.Members(json);
        RefusedException.Unless(members.Count > 0, "an empty principal");
        Json.OnlyKnown(members, "AWS", "Service", "Federated", "CanonicalUser");
        var aws = Values(members, "AWS");
        RefusedException.Unless(!negated || !aws.Contains("*"), "NotPrincipal never has *");
        RefusedException.Unless(aws.All(IsAwsPrincipal), "not an AWS principal");
        var services = Values(members, "Service");
        RefusedException.Unless(services.All(name => name.Length > 0 && !name.Contains('*')), "a service is named exactly");
        var federated = Values(members, "Federated");
        RefusedException.Unless(federated.Count == 0 || kind == PolicyKind.Trust, "Federated only in trust policies");
        RefusedException.Unless(federated.All(IsProvider), "not an identity provider");
        RefusedException.Unless(Values(members, "CanonicalUser").Count == 0 || kind == PolicyKind.Resource, "CanonicalUser is of S3");
        return new PrincipalList
        {
            Everyone = aws.Contains("*"),
            Accounts = aws.Where(IsAccount).Select(AccountOf).ToList(),
            Arns = aws.Where(name => name != "*" && !IsAccount(name)).ToList(),
            Services = services,
            Providers = federated,
        };
    }

    private static List<string> Values(Dictionary<string, JsonElement> members, string name)
    {
        return members.TryGetValue(name, out var json) ? Json.Texts(json) : [];
    }

    private static bool IsAccount(string name) => PrincipalArn.IsAccountId(name) || PrincipalArn.TryRead(name)?.Kind == "root";

    /// <summary>A root ARN is of one partition, twelve digits are of any.</summary>
    private static string AccountOf(string name) => PrincipalArn.TryRead(name) is { } root ? $"{root.Partition}:{root.Account}" : name;

    private static bool IsAwsPrincipal(string name)
    {
        return name == "*" || PrincipalArn.IsAccountId(name)
            || PrincipalArn.TryRead(WithoutPattern(name))?.Kind is "root" or "user" or "role" or "assumed-role" or "federated-user";
    }

    /// <summary>P11: an account with a wildcard is no pattern. It is accepted, and no caller has it.</summary>
    private static string WithoutPattern(string name)
    {
        var fields = name.Split(':', 6);
        if (fields.Length == 6 && fields[4].AsSpan().ContainsAny('*', '?'))
            fields[4] = "000000000000";
        return string.Join(':', fields);
    }

    private static bool IsProvider(string name)
    {
        return BuiltInProviders.Contains(name) || PrincipalArn.TryRead(name)?.Kind is "oidc-provider" or "saml-provider";
    }
}
