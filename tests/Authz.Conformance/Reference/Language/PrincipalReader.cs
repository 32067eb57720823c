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
        var members = JsonShape.Members(json);
        RefusedException.Unless(members.Count > 0, "an empty principal");
        JsonShape.OnlyKnown(members, "AWS", "Service", "Federated", "CanonicalUser");
        var aws = Values(members, "AWS");
        RefusedException.Unless(!negated || !aws.Contains("*"), "NotPrincipal never has *");
        RefusedException.Unless(aws.All(IsAwsPrincipal), "not an AWS principal");
        RefusedException.Unless(!aws.Any(name => name.Contains("${", StringComparison.Ordinal)), "V1: no variable in a principal");
        var services = Values(members, "Service");
        RefusedException.Unless(services.All(name => name.Length > 0 && !name.Contains('*')), "a service is named exactly");
        var federated = Values(members, "Federated");
        RefusedException.Unless(federated.Count == 0 || kind == PolicyKind.Trust, "Federated only in trust policies");
        RefusedException.Unless(federated.All(IsProvider), "not an identity provider");
        RefusedException.Unless(Values(members, "CanonicalUser").Count == 0 || kind == PolicyKind.Resource, "CanonicalUser is of S3");
        return new PrincipalList
        {
            Everyone = aws.Contains("*"),
            Accounts = aws.Where(PrincipalArn.IsAccountId).ToList(),
            Roots = aws.Where(name => PrincipalArn.TryRead(name)?.Kind == "root").ToList(),
            Arns = aws.Where(name => PrincipalArn.TryRead(name) is { Kind: not "root" }).ToList(),
            Services = services,
            Providers = federated,
        };
    }

    private static List<string> Values(Dictionary<string, JsonElement> members, string name)
    {
        return members.TryGetValue(name, out var json) ? JsonShape.Texts(json) : [];
    }

    private static bool IsAwsPrincipal(string name)
    {
        return name == "*" || PrincipalArn.IsAccountId(name) || IsUniqueId(name)
            || PrincipalArn.TryRead(WithoutAccountPattern(name))?.Kind is "root" or "user" or "role" or "assumed-role" or "federated-user";
    }

    /// <summary>P12: as IAM stores users and roles. A scenario tells nobody's id, so that it names nobody.</summary>
    private static bool IsUniqueId(string name)
    {
        return name.Length is >= 16 and <= 128 && name[..4] is "AIDA" or "AROA" && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    /// <summary>P11: a wildcard for the account is no pattern either; such an ARN is accepted and names nobody.</summary>
    private static string WithoutAccountPattern(string name)
    {
        var fields = name.Split(':', 6);
        if (fields.Length == 6 && fields[4].IndexOfAny(['*', '?']) >= 0)
            fields[4] = "000000000000";
        return string.Join(':', fields);
    }

    private static bool IsProvider(string name)
    {
        return BuiltInProviders.Contains(name) || PrincipalArn.TryRead(name)?.Kind is "oidc-provider" or "saml-provider";
    }
}
