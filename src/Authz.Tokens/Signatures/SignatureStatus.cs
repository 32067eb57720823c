namespace Authz.Tokens.Signatures;

/// <summary>How reading or verifying a request's signature ended. Only <see cref="Valid"/> opens a door.</summary>
public enum SignatureStatus
{
    /// <summary>Not verified; the value of an unset result.</summary>
    Unverified = 0,

    /// <summary>The signature is the key's, and everything it must cover is covered.</summary>
    Valid,

    /// <summary>The request carries no signature of version 4.</summary>
    Missing,

    /// <summary>The signature, its date or its token cannot be read, or is there twice.</summary>
    Incomplete,

    /// <summary>Date, region, service or terminator of the credential scope is another than expected.</summary>
    ScopeMismatch,

    /// <summary>Signed too long ago, or in the future.</summary>
    OutsideWindow,

    /// <summary>A header that must be signed is not, or one that is listed is absent.</summary>
    HeadersMismatch,

    /// <summary>The announced hash of the payload is not that of the body.</summary>
    PayloadMismatch,

    /// <summary>The payload is announced as unsigned or streamed, which only S3 knows.</summary>
    UnsupportedPayload,

    /// <summary>The signature is not the one that the key makes of this request.</summary>
    Mismatch,
}
