namespace Authz.Tokens.Signatures;

/// <summary>The AWS error codes of refused signatures.</summary>
public static class SignatureErrors
{
    /// <summary>The AWS error code of a status; null for <see cref="SignatureStatus.Valid"/>.</summary>
    public static string? AwsCode(SignatureStatus status) => status switch
    {
        SignatureStatus.Valid => null,
        SignatureStatus.Missing => "MissingAuthenticationToken",
        SignatureStatus.Incomplete => "IncompleteSignature",
        SignatureStatus.UnsupportedPayload => "ValidationError",
        _ => "SignatureDoesNotMatch",
    };
}
