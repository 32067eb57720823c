namespace Authz.Tokens.Signatures;

/// <summary>The credential scope of a signature, not yet believed.</summary>
/// <param name="Date">8 characters, meant to be the date of the request.</param>
/// <param name="Region">Region id, signed verbatim.</param>
/// <param name="Service">Service name, as <c>sts</c>.</param>
/// <param name="Terminator">Meant to be <c>aws4_request</c>.</param>
public sealed record SignatureScope(string Date, string Region, string Service, string Terminator)
{
    internal const string RightTerminator = "aws4_request";

    /// <summary>The scope as text, its parts joined by slashes.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}

/// <summary>What a request's headers or its query say of its signature; readable, but nothing of it is proven.</summary>
public sealed record ParsedSignature
{
    /// <summary>The access key id that the caller claims.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The credential scope.</summary>
    public required SignatureScope Scope { get; init; }

    /// <summary>Lower-case names in ordinal order, none twice.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>The signature, 64 lower-case hex digits.</summary>
    public required string Signature { get; init; }

    /// <summary>When the request says it was signed; UTC, whole seconds.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>Header <c>x-amz-security-token</c>, or the query's <c>X-Amz-Security-Token</c>; null when absent.</summary>
    public string? SessionToken { get; init; }

    /// <summary>How long a presigned URL may be used, 1 second to 7 days; null: the signature is in the headers.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>Without the token and the signature.</summary>
    public override string ToString() => $"{AccessKeyId} {Scope}";
}

/// <summary>A signature that was read, or why there is none.</summary>
/// <param name="Status"><see cref="SignatureStatus.Unverified"/> when it was read; else missing, incomplete or of a wrong scope.</param>
/// <param name="Signature">Null unless it was read.</param>
public readonly record struct SignatureParseResult(SignatureStatus Status, ParsedSignature? Signature);
