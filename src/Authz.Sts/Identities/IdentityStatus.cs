namespace Authz.Sts.Identities;

/// <summary>How identifying a caller ended. Only <see cref="Identified"/> opens a door.</summary>
public enum IdentityStatus
{
    /// <summary>Not tried; the value of an unset result.</summary>
    Unidentified = 0,

    /// <summary>The caller is who it says.</summary>
    Identified,

    /// <summary>There is no proof at all.</summary>
    Missing,

    /// <summary>The session token is not ours, not whole, or tampered with.</summary>
    TokenInvalid,

    /// <summary>The session token was good and is over.</summary>
    TokenExpired,

    /// <summary>The session token was issued in the future.</summary>
    TokenNotYetValid,

    /// <summary>The session token does not count in this region.</summary>
    NotValidInRegion,

    /// <summary>The session's credentials count only with a signature.</summary>
    RequiresSignature,

    /// <summary>The role or user behind the session is gone, or the access key that asked for it.</summary>
    PrincipalNotFound,

    /// <summary>The signature cannot be read.</summary>
    SignatureIncomplete,

    /// <summary>The signature is not the key's, or its scope or time is off.</summary>
    SignatureMismatch,

    /// <summary>The signature does not cover the body, where it must.</summary>
    PayloadUnsigned,

    /// <summary>No such access key, or not active, or it does not belong to the token.</summary>
    AccessKeyUnknown,

    /// <summary>The session, or one that it comes from, was revoked.</summary>
    SessionRevoked,

    /// <summary>Revocations of others cannot be read, for longer than may be.</summary>
    RevocationsStale,
}

/// <summary>What identifying a caller found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Identity">The caller; null unless identified.</param>
/// <param name="Detail">What to tell the caller beside the status: region and remedy; else null.</param>
public readonly record struct IdentityResult(IdentityStatus Status, Identity? Identity, string? Detail = null)
{
    /// <summary>Whether the caller is known.</summary>
    public bool IsIdentified => Status == IdentityStatus.Identified;
}
