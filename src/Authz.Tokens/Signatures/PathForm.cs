namespace Authz.Tokens.Signatures;

/// <summary>What Signature Version 4 makes of a path before it is signed (STS section 7.2).</summary>
public enum PathForm
{
    /// <summary>Dot segments and empty ones resolved, every segment decoded and encoded once: of paths that have no escapes, as STS and gRPC.</summary>
    Plain = 0,

    /// <summary>
    /// Of services but S3, as SDKs sign for them: dot segments and empty ones resolved, and the path as it is sent encoded once more, so that an
    /// escape and the same escape written twice are two paths.
    /// </summary>
    Service,

    /// <summary>Of S3, whose keys may hold dots and slashes: nothing is resolved, every segment decoded and encoded once.</summary>
    S3,
}
