using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;

namespace Authz.Tokens.Sessions;

/// <summary>A token taken apart, before any of it is believed.</summary>
internal readonly struct TokenParts
{
    private TokenParts(string keyId, FlatObject payload)
    {
        KeyId = keyId;
        Payload = payload;
    }

    public string KeyId { get; }

    public FlatObject Payload { get; }

    /// <summary>Refuses every text that <see cref="SessionTokenSigner"/> cannot have written; <c>Unverified</c> when it may have.</summary>
    public static SessionTokenStatus TryRead(string token, out TokenParts parts)
    {
        parts = default;
        if (!TrySplit(token, out var header, out var payload, out var signature))
            return SessionTokenStatus.Malformed;
        var status = ReadHeader(header, out var keyId);
        if (status != SessionTokenStatus.Unverified)
            return status;
        if (signature.Length != SessionTokenFormat.SignatureLength || !LowS.IsLow(signature))
            return SessionTokenStatus.Malformed;
        var fault = FlatObject.TryRead(payload, ClaimNames.Payload, out var claims);
        if (fault == FlatObjectFault.None)
            parts = new TokenParts(keyId, claims);
        return fault switch
        {
            FlatObjectFault.None => SessionTokenStatus.Unverified,
            FlatObjectFault.UnknownMember => SessionTokenStatus.UnknownClaim,
            FlatObjectFault.WrongKind => SessionTokenStatus.InvalidClaim,
            _ => SessionTokenStatus.Malformed,
        };
    }

    private static bool TrySplit(string token, out byte[] header, out byte[] payload, out byte[] signature)
    {
        header = payload = signature = [];
        if (token.Length > SessionTokenFormat.MaximumLength)
            return false;
        Span<Range> ranges = stackalloc Range[4];
        var text = token.AsSpan();
        return text.Split(ranges, '.') == 3
            && CanonicalBase64Url.TryDecode(text[ranges[0]], out header)
            && CanonicalBase64Url.TryDecode(text[ranges[1]], out payload)
            && CanonicalBase64Url.TryDecode(text[ranges[2]], out signature);
    }

    private static SessionTokenStatus ReadHeader(byte[] header, out string keyId)
    {
        keyId = "";
        var fault = FlatObject.TryRead(header, ClaimNames.Header, out var members);
        if (fault != FlatObjectFault.None)
            return fault == FlatObjectFault.UnknownMember ? SessionTokenStatus.UnknownHeader : SessionTokenStatus.Malformed;
        if (!string.Equals(members.Text(ClaimNames.Algorithm), SessionTokenFormat.Algorithm, StringComparison.Ordinal))
            return SessionTokenStatus.WrongAlgorithm;
        if (!string.Equals(members.Text(ClaimNames.Type), SessionTokenFormat.Type, StringComparison.Ordinal))
            return SessionTokenStatus.WrongType;
        keyId = members.Text(ClaimNames.KeyId) ?? "";
        return keyId.Length == 0 ? SessionTokenStatus.UnknownKey : SessionTokenStatus.Unverified;
    }
}
