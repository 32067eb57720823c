using Authz.Sts.Errors;

namespace Authz.Sts.Identities;

/// <summary>The error of an operation whose caller was not identified.</summary>
public static class IdentityErrors
{
    /// <summary>The error; no error for an identified caller.</summary>
    public static StsError ErrorOf(IdentityResult result) => result.Status switch
    {
        IdentityStatus.Identified => default,
        IdentityStatus.Missing => new(StsErrorCode.MissingAuthenticationToken, "the request has no credentials: sign it, or send a session token"),
        IdentityStatus.TokenExpired => new(StsErrorCode.ExpiredToken, "the session token has expired: issue a new one"),
        IdentityStatus.NotValidInRegion => new(StsErrorCode.InvalidClientTokenId, result.Detail ?? "the session token is not valid in this region"),
        IdentityStatus.RequiresSignature =>
            new(StsErrorCode.MissingAuthenticationToken, "these credentials count only with a signature: sign the request"),
        IdentityStatus.SignatureIncomplete =>
            new(StsErrorCode.IncompleteSignature, "the signature cannot be read: sign `host` and `x-amz-date` with Signature Version 4"),
        IdentityStatus.SignatureMismatch => new(
            StsErrorCode.SignatureDoesNotMatch,
            "the signature does not match: check the secret access key, the region and service of the scope, the clock, and that the payload was not changed"),
        IdentityStatus.PayloadUnsigned => new(
            StsErrorCode.SignatureDoesNotMatch,
            "the signature does not cover the body: `x-amz-content-sha256` must be its SHA-256, and not `UNSIGNED-PAYLOAD` or `STREAMING-...`"),
        IdentityStatus.SessionRevoked => new(StsErrorCode.ExpiredToken, result.Detail ?? "the session was revoked: issue a new one"),
        IdentityStatus.RevocationsStale =>
            new(StsErrorCode.ServiceUnavailable, "revocations cannot be read, so that no session counts: mend what `/readyz` names"),
        _ => new(StsErrorCode.InvalidClientTokenId, "the credentials are not valid"),
    };
}
