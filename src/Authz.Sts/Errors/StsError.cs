namespace Authz.Sts.Errors;

/// <summary>The AWS error codes of the operations (reference section 1.6). The names are the codes.</summary>
public enum StsErrorCode
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>A policy denies, or the role does not exist: the two look alike.</summary>
    AccessDenied,

    /// <summary>The identity provider says that it did not authenticate its user.</summary>
    IDPRejectedClaim,

    /// <summary>The session token that the caller presented has expired.</summary>
    ExpiredToken,

    /// <summary>The web identity token or SAML assertion that was presented has expired, or is too old.</summary>
    ExpiredTokenException,

    /// <summary>The web identity token or SAML assertion is malformed, forged, or meant for somebody else.</summary>
    InvalidIdentityToken,

    /// <summary>The identity provider does not answer, and nothing usable is known of its keys; a later call may succeed.</summary>
    IDPCommunicationError,

    /// <summary>Unknown or inactive access key, unreadable or foreign session token, token not valid in the region.</summary>
    InvalidClientTokenId,

    /// <summary>The signature is not the key's, or its scope or time is off.</summary>
    SignatureDoesNotMatch,

    /// <summary>The signature cannot be read.</summary>
    IncompleteSignature,

    /// <summary>No credentials.</summary>
    MissingAuthenticationToken,

    /// <summary>A parameter is out of its range.</summary>
    ValidationError,

    /// <summary>A parameter is not of its type, such as a duration that is no number.</summary>
    MalformedInput,

    /// <summary>The body is larger than is read.</summary>
    RequestEntityTooLarge,

    /// <summary>Parameters contradict each other or the session's tags.</summary>
    InvalidParameterValue,

    /// <summary>The session policy is no policy.</summary>
    MalformedPolicyDocument,

    /// <summary>Session policies and tags do not fit into a token.</summary>
    PackedPolicyTooLarge,

    /// <summary>The region is not enabled for the account, or STS is deactivated there.</summary>
    RegionDisabledException,

    /// <summary>The encoded message of a refusal was changed, is too old, or is another account's.</summary>
    InvalidAuthorizationMessageException,

    /// <summary>No operation is named.</summary>
    MissingAction,

    /// <summary>The operation is not offered.</summary>
    InvalidAction,

    /// <summary>Cannot serve now: no organization, or no key to sign with.</summary>
    ServiceUnavailable,

    /// <summary>A bug of ours.</summary>
    InternalFailure,
}

/// <summary>Why an operation was refused. <c>default</c> is no error.</summary>
/// <param name="Code">The AWS code; clients branch on it.</param>
/// <param name="Message">For people; not fixed.</param>
public readonly record struct StsError(StsErrorCode Code, string Message)
{
    /// <summary>Whether this is an error.</summary>
    public bool IsError => Code != StsErrorCode.None;

    /// <summary>Why access was denied, to be decoded by who may; null when that is not said.</summary>
    public string? EncodedMessage { get; init; }
}
