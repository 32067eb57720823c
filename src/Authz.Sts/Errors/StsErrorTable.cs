namespace Authz.Sts.Errors;

/// <summary>The one table from AWS error codes to the statuses of the front ends (reference section 1.6).</summary>
public static class StsErrorTable
{
    /// <summary>The HTTP status of a code.</summary>
    public static int HttpStatusOf(StsErrorCode code) => Find(code).HttpStatus;

    /// <summary>The gRPC status of a code, as its number.</summary>
    public static int GrpcStatusOf(StsErrorCode code) => Find(code).GrpcStatus;

    private const int InvalidArgument = 3, PermissionDenied = 7, ResourceExhausted = 8, FailedPrecondition = 9, Unimplemented = 12, Internal = 13, Unavailable = 14,
        Unauthenticated = 16;

    private static (int HttpStatus, int GrpcStatus) Find(StsErrorCode code) => code switch
    {
        StsErrorCode.AccessDenied => (403, PermissionDenied),
        StsErrorCode.IDPRejectedClaim => (403, Unauthenticated),
        StsErrorCode.ExpiredToken => (403, Unauthenticated),
        StsErrorCode.ExpiredTokenException => (400, Unauthenticated),
        StsErrorCode.InvalidIdentityToken => (400, Unauthenticated),
        StsErrorCode.IDPCommunicationError => (400, Unavailable),
        StsErrorCode.InvalidClientTokenId => (403, Unauthenticated),
        StsErrorCode.SignatureDoesNotMatch => (403, Unauthenticated),
        StsErrorCode.IncompleteSignature => (400, Unauthenticated),
        StsErrorCode.MissingAuthenticationToken => (403, Unauthenticated),
        StsErrorCode.ValidationError => (400, InvalidArgument),
        StsErrorCode.MalformedInput => (400, InvalidArgument),
        StsErrorCode.RequestEntityTooLarge => (413, ResourceExhausted),
        StsErrorCode.InvalidParameterValue => (400, InvalidArgument),
        StsErrorCode.MalformedPolicyDocument => (400, InvalidArgument),
        StsErrorCode.PackedPolicyTooLarge => (400, InvalidArgument),
        StsErrorCode.RegionDisabledException => (403, FailedPrecondition),
        StsErrorCode.InvalidAuthorizationMessageException => (400, InvalidArgument),
        StsErrorCode.MissingAction => (400, InvalidArgument),
        StsErrorCode.InvalidAction => (400, Unimplemented),
        StsErrorCode.ServiceUnavailable => (503, Unavailable),
        _ => (500, Internal),
    };
}
