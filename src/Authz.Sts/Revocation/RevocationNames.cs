namespace Authz.Sts.Revocation;

/// <summary>The names of kinds in the file.</summary>
internal static class RevocationNames
{
    public static string Of(RevocationKind kind) => kind switch
    {
        RevocationKind.Everything => "everything",
        RevocationKind.Account => "account",
        RevocationKind.Role => "role",
        RevocationKind.User => "user",
        RevocationKind.Session => "session",
        RevocationKind.SourceIdentity => "sourceIdentity",
        RevocationKind.Subject => "subject",
        RevocationKind.SigningKey => "signingKey",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind; none for a name that nobody knows.</summary>
    public static RevocationKind Read(string name) => name switch
    {
        "everything" => RevocationKind.Everything,
        "account" => RevocationKind.Account,
        "role" => RevocationKind.Role,
        "user" => RevocationKind.User,
        "session" => RevocationKind.Session,
        "sourceIdentity" => RevocationKind.SourceIdentity,
        "subject" => RevocationKind.Subject,
        "signingKey" => RevocationKind.SigningKey,
        _ => RevocationKind.None,
    };
}
