namespace Authz.Tokens.Sessions;

/// <summary>How the verification of a session token ended. Only <see cref="Valid"/> opens a door.</summary>
public enum SessionTokenStatus
{
    /// <summary>Not verified; the value of an unset result.</summary>
    Unverified = 0,

    /// <summary>Everything holds, now.</summary>
    Valid,

    /// <summary>Not three canonical base64url parts of flat JSON objects without duplicates, too long, or a signature that is not 64 bytes with the lower s.</summary>
    Malformed,

    /// <summary>The header has a member other than <c>alg</c>, <c>typ</c>, <c>kid</c>.</summary>
    UnknownHeader,

    /// <summary>The header's algorithm is not ES256.</summary>
    WrongAlgorithm,

    /// <summary>The header's type is not that of session tokens.</summary>
    WrongType,

    /// <summary>The ring has no such key: foreign, destroyed, or not distributed yet.</summary>
    UnknownKey,

    /// <summary>The payload has a claim that this code does not know.</summary>
    UnknownClaim,

    /// <summary>The signature is not the key's.</summary>
    BadSignature,

    /// <summary>Issued by another installation.</summary>
    WrongIssuer,

    /// <summary>Meant for somebody else.</summary>
    WrongAudience,

    /// <summary>A claim is missing or out of its range, or the format's version is unknown.</summary>
    InvalidClaim,

    /// <summary>Issued more than 60 seconds in the future.</summary>
    NotYetValid,

    /// <summary>Authentic, but its time is over.</summary>
    Expired,
}

/// <summary>What a verification found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Claims">The claims when valid or expired; else null: nothing of an unproven token is shown.</param>
/// <param name="KeyId">Id of the key that signed, and of the secret key to derive from; null when <paramref name="Claims"/> is.</param>
public readonly record struct SessionTokenResult(SessionTokenStatus Status, SessionClaims? Claims, string? KeyId)
{
    /// <summary>Whether the token counts now.</summary>
    public bool IsValid => Status == SessionTokenStatus.Valid;
}
