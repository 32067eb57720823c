namespace Authz.Conformance.Reference.Callers;

/// <summary>
/// An ARN that can name a principal. Kind: root, user, role, assumed-role, federated-user, oidc-provider or saml-provider.
/// Name: what follows the kind and its slash; empty for root.
/// </summary>
public sealed record PrincipalArn(string Partition, string Account, string Kind, string Name)
{
    public static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    public static PrincipalArn? TryRead(string text)
    {
        var fields = text.Split(':', 6);
        if (fields.Length != 6 || fields[0] != "arn" || fields[1].Length == 0 || fields[3].Length != 0 || !IsAccountId(fields[4]))
            return null;
        if (fields[2] == "iam" && fields[5] == "root")
            return new PrincipalArn(fields[1], fields[4], "root", "");
        var slash = fields[5].IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == fields[5].Length - 1)
            return null;
        var kind = fields[5][..slash];
        var name = fields[5][(slash + 1)..];
        var known = fields[2] switch
        {
            "iam" => kind is "user" or "role" or "oidc-provider" or "saml-provider",
            "sts" => kind == "federated-user" || (kind == "assumed-role" && IsSession(name)),
            _ => false,
        };
        return known ? new PrincipalArn(fields[1], fields[4], kind, name) : null;
    }

    /// <summary>P4: role name and session name, no path.</summary>
    private static bool IsSession(string name)
    {
        var parts = name.Split('/');
        return parts.Length == 2 && parts.All(part => part.Length > 0);
    }
}
