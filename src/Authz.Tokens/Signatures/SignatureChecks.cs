namespace Authz.Tokens.Signatures;

/// <summary>What must hold of a signature besides its value; cheap, and before any HMAC.</summary>
internal static class SignatureChecks
{
    /// <summary>Announces a body that the signature does not cover.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary><see cref="SignatureStatus.Unverified"/> when nothing is wrong so far.</summary>
    public static SignatureStatus Check(ParsedSignature parsed, SignableRequest request, SignatureTerms terms, DateTimeOffset now)
    {
        var scope = parsed.Scope;
        if (!Same(scope.Date, SigningTime.WriteDate(parsed.SignedAt)) || !Same(scope.Service, terms.Service)
            || !Same(scope.Terminator, SignatureScope.RightTerminator) || !terms.IsRegionAllowed(scope.Region))
        {
            return SignatureStatus.ScopeMismatch;
        }

        if (!CoversHeaders(parsed.SignedHeaders, request)) return SignatureStatus.HeadersMismatch;
        SignatureStatus payload = CheckPayload(request, parsed.Expiry is not null);
        return payload != SignatureStatus.Unverified || terms.IsTimely(parsed, now) ? payload : SignatureStatus.OutsideWindow;
    }

    /// <summary>An unsigned <c>x-amz-*</c> header could be injected on the way; the payload's hash is exempt, it is compared with the body.</summary>
    private static bool CoversHeaders(IReadOnlyList<string> signed, SignableRequest request)
    {
        if (!Contains(signed, HeaderList.Host)) return false;
        for (var i = 0; i < signed.Count; i++)
        {
            if (HeaderList.Count(request.Headers, signed[i]) == 0) return false;
        }

        for (var i = 0; i < request.Headers.Count; i++)
        {
            if (MustBeSigned(request.Headers[i].Key, request) && !Contains(signed, request.Headers[i].Key)) return false;
        }

        return true;
    }

    private static bool Contains(IReadOnlyList<string> signed, string name)
    {
        for (var i = 0; i < signed.Count; i++)
        {
            if (HeaderList.Is(signed[i], name)) return true;
        }

        return false;
    }

    private static bool MustBeSigned(string name, SignableRequest request)
    {
        if (name.StartsWith(HeaderList.AmzPrefix, StringComparison.OrdinalIgnoreCase))
            return !HeaderList.Is(name, HeaderList.ContentHash);
        if (HeaderList.Is(name, HeaderList.ContentType))
            return Same(request.Method, "POST");
        return HeaderList.Is(name, HeaderList.Date) && HeaderList.Count(request.Headers, HeaderList.AmzDate) == 0;
    }

    private static SignatureStatus CheckPayload(SignableRequest request, bool isPresigned)
    {
        var announced = CanonicalRequest.PayloadOf(request, isPresigned);
        if (announced.Equals(request.PayloadHash, StringComparison.OrdinalIgnoreCase) || (request.MayBeUnsigned && Same(announced, Unsigned)))
            return SignatureStatus.Unverified;
        return Same(announced, Unsigned) || announced.StartsWith("STREAMING-", StringComparison.Ordinal)
            ? SignatureStatus.UnsupportedPayload
            : SignatureStatus.PayloadMismatch;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
