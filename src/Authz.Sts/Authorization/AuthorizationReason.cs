namespace Authz.Sts.Authorization;

/// <summary>Why a request was allowed or denied; everything but <see cref="Allowed"/> is a deny.</summary>
public enum AuthorizationReason
{
    /// <summary>Not decided; the value of an unset answer, and a deny.</summary>
    Undecided = 0,

    /// <summary>Policies permit.</summary>
    Allowed,

    /// <summary>A statement denies.</summary>
    ExplicitDeny,

    /// <summary>Nothing permits.</summary>
    ImplicitDeny,

    /// <summary>No session token.</summary>
    TokenMissing,

    /// <summary>The session token is not ours, not whole, or tampered with.</summary>
    TokenInvalid,

    /// <summary>The session is over.</summary>
    TokenExpired,

    /// <summary>The session token was issued in the future.</summary>
    TokenNotYetValid,

    /// <summary>The session does not count in this region.</summary>
    TokenNotValidInRegion,

    /// <summary>The session's credentials count only with a signature.</summary>
    TokenRequiresSignature,

    /// <summary>The session, or one that it comes from, was revoked.</summary>
    SessionRevoked,

    /// <summary>The role or user behind the session is gone, or the access key that asked for it.</summary>
    PrincipalNotFound,

    /// <summary>No organization is loaded, or revocations cannot be read.</summary>
    NotReady,

    /// <summary>
    /// A value of the context is of another type than a Deny asks for that would match otherwise: nothing denies, and nothing may be allowed
    /// on it (reference section 4.6).
    /// </summary>
    RequestInvalid,

    /// <summary>The organization is older than the settings allow: loads fail.</summary>
    PoliciesStale,

    /// <summary>The signature of a signed request is not its key's, cannot be read, or does not cover what it must; or the key is unknown.</summary>
    SignatureInvalid,
}
