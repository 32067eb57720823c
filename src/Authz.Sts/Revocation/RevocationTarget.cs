namespace Authz.Sts.Revocation;

/// <summary>What is revoked (reference section 6.3).</summary>
public enum RevocationKind
{
    /// <summary>Nothing; the value of an unset target.</summary>
    None = 0,

    /// <summary>Every session.</summary>
    Everything,

    /// <summary>The sessions of an account's roles and users.</summary>
    Account,

    /// <summary>The sessions of a role.</summary>
    Role,

    /// <summary>The sessions that a user, or an account's root, got for itself or for a federated user.</summary>
    User,

    /// <summary>One session.</summary>
    Session,

    /// <summary>The sessions that carry a source identity.</summary>
    SourceIdentity,

    /// <summary>The sessions of a subject of an identity provider.</summary>
    Subject,

    /// <summary>All that a signing key has signed or will sign.</summary>
    SigningKey,
}

/// <summary>Whose sessions are revoked. <c>default</c> is nobody's.</summary>
/// <param name="Kind">What <paramref name="Id"/> names.</param>
/// <param name="Id">Account, unique id of a role or user, token id, source identity, subject or key id; empty for everything.</param>
/// <param name="Issuer">The subject's issuer; else empty.</param>
public readonly record struct RevocationTarget(RevocationKind Kind, string Id, string Issuer = "")
{
    /// <summary>Every session.</summary>
    public static RevocationTarget Everything { get; } = new(RevocationKind.Everything, "");

    /// <summary>The sessions of a role.</summary>
    public static RevocationTarget OfRole(string roleId) => new(RevocationKind.Role, roleId);

    /// <summary>One session.</summary>
    public static RevocationTarget OfSession(string tokenId) => new(RevocationKind.Session, tokenId);

    /// <summary>A signing key.</summary>
    public static RevocationTarget OfKey(string keyId) => new(RevocationKind.SigningKey, keyId);

    /// <summary>Whether there is nothing to revoke.</summary>
    public bool IsNone => Kind == RevocationKind.None;

    internal int Characters => Id.Length + Issuer.Length;
}
