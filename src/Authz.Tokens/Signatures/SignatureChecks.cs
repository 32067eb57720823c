namespace Authz.Tokens.Signatures;

/// <summary>What must hold of a signature besides its value; cheap, and before any HMAC.</summary>
internal static class SignatureChecks
{
    /// <summary><see cref="SignatureStatus.Unverified"/> when nothing is wrong so far.</summary>
    public static SignatureStatus Check(
        ParsedSignature parsed, SignableRequest request, string expectedService, Func<string, bool> isRegionAllowed)
    {
        var scope = parsed.Scope;
        if (!Same(scope.Date, SigningTime.WriteDate(parsed.SignedAt)) || !Same(scope.Service, expectedService)
            || !Same(scope.Terminator, SignatureScope.RightTerminator) || !isRegionAllowed(scope.Region))
        {
            return SignatureStatus.ScopeMismatch;
        }

        return CoversHeaders(parsed.SignedHeaders, request) ? CheckPayload(request) : SignatureStatus.HeadersMismatch;
    }

    /// <summary>An unsigned <c>x-amz-*</c> header could be injected on the way; the payload's hash is exempt, it is compared with the body.</summary>
    private static bool CoversHeaders(IReadOnlyList<string> signed, SignableRequest request)
    {
        if (!signed.Contains(HeaderList.Host, StringComparer.Ordinal) || signed.Any(name => HeaderList.Count(request.Headers, name) == 0))
            return false;
        return request.Headers.All(h => !MustBeSigned(h.Key, request) || signed.Contains(h.Key, StringComparer.OrdinalIgnoreCase));
    }

    private static bool MustBeSigned(string name, SignableRequest request)
    {
        if (name.StartsWith(HeaderList.AmzPrefix, StringComparison.OrdinalIgnoreCase))
            return !HeaderList.Is(name, HeaderList.ContentHash);
        if (HeaderList.Is(name, HeaderList.ContentType))
            return Same(request.Method, "POST");
        return HeaderList.Is(name, HeaderList.Date) && HeaderList.Count(request.Headers, HeaderList.AmzDate) == 0;
    }

    private static SignatureStatus CheckPayload(SignableRequest request)
    {
        var announced = HeaderList.First(request.Headers, HeaderList.ContentHash);
        if (announced is null || announced.Equals(request.PayloadHash, StringComparison.OrdinalIgnoreCase))
            return SignatureStatus.Unverified;
        return Same(announced, "UNSIGNED-PAYLOAD") || announced.StartsWith("STREAMING-", StringComparison.Ordinal)
            ? SignatureStatus.UnsupportedPayload
            : SignatureStatus.PayloadMismatch;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
