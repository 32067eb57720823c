namespace Authz.Tokens.Sessions;

/// <summary>The closed sets of claim values; an unknown one reads as unspecified, which no reader accepts.</summary>
internal static class ClaimTexts
{
    public static string Write(CredentialUse use) => use switch
    {
        CredentialUse.Bearer => "bearer",
        CredentialUse.Sigv4 => "sigv4",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "no such credential use"),
    };

    public static CredentialUse ReadUse(string? text) => text switch
    {
        "bearer" => CredentialUse.Bearer,
        "sigv4" => CredentialUse.Sigv4,
        _ => CredentialUse.Unspecified,
    };

    public static string Write(SessionKind kind) => kind switch
    {
        SessionKind.AssumedRole => "role",
        SessionKind.User => "user",
        SessionKind.Root => "root",
        SessionKind.FederatedUser => "federated",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of session"),
    };

    public static SessionKind ReadKind(string? text) => text switch
    {
        "role" => SessionKind.AssumedRole,
        "user" => SessionKind.User,
        "root" => SessionKind.Root,
        "federated" => SessionKind.FederatedUser,
        _ => SessionKind.Unspecified,
    };
}
