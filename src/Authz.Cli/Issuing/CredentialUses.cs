namespace Authz.Cli.Issuing;

/// <summary>What the uses of credentials mean.</summary>
internal static class CredentialUses
{
    public static string Explain(string use) => use.ToUpperInvariant() switch
    {
        "BEARER" => "bearer (the token authenticates alone)",
        "SIGV4" => "sigv4 (only with a signature made with the secret access key)",
        _ => $"{use} (not known to this tool)",
    };
}
