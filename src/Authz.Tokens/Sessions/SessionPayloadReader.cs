using Authz.Tokens.Identifiers;

namespace Authz.Tokens.Sessions;

/// <summary>Builds the claims from a payload; any claim that is missing or out of its range refuses the whole token.</summary>
internal static class SessionPayloadReader
{
    // 9999-12-31T23:59:59Z, the last second a DateTimeOffset can say.
    private const long MaximumSeconds = 253402300799;

    /// <summary>Null when a claim is missing, out of range, or of a version that this code does not know.</summary>
    public static SessionClaims? Read(FlatObject payload)
    {
        if (payload.Number(ClaimNames.Format) != SessionClaims.CurrentFormatVersion
            || payload.Number(ClaimNames.IssuedAtMs) is not { } issuedMs || issuedMs / 1000 > MaximumSeconds
            || payload.Number(ClaimNames.IssuedAt) != issuedMs / 1000
            || payload.Number(ClaimNames.Expiration) is not { } expiration || expiration > MaximumSeconds
            || payload.Number(ClaimNames.TokenVersion) is not (1 or 2)
            || payload.Number(ClaimNames.MfaTime) is > MaximumSeconds
            || !TryReadProvider(payload.List(ClaimNames.Provider), out ProviderClaims? provider)
            || !ChainTexts.TryRead(payload.List(ClaimNames.Chain), payload.List(ClaimNames.ChainOwners), out var chain))
        {
            return null;
        }

        var claims = new SessionClaims
        {
            Issuer = payload.Text(ClaimNames.Issuer) ?? "",
            Audience = payload.Text(ClaimNames.Audience) ?? "",
            TokenId = payload.Text(ClaimNames.TokenId) ?? "",
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(issuedMs),
            Expiration = DateTimeOffset.FromUnixTimeSeconds(expiration),
            FormatVersion = SessionClaims.CurrentFormatVersion,
            Kind = ClaimTexts.ReadKind(payload.Text(ClaimNames.Kind)),
            AccessKeyId = payload.Text(ClaimNames.AccessKeyId) ?? "",
            AccountId = payload.Text(ClaimNames.AccountId) ?? "",
            RoleId = payload.Text(ClaimNames.RoleId),
            RoleArn = payload.Text(ClaimNames.RoleArn),
            RoleName = payload.Text(ClaimNames.RoleName),
            SessionName = payload.Text(ClaimNames.SessionName),
            UserId = payload.Text(ClaimNames.UserId),
            UserArn = payload.Text(ClaimNames.UserArn),
            ParentKeyId = payload.Text(ClaimNames.ParentKeyId),
            MfaTime = payload.Number(ClaimNames.MfaTime) is { } mfa ? DateTimeOffset.FromUnixTimeSeconds(mfa) : null,
            Provider = provider,
            SourceIdentity = payload.Text(ClaimNames.SourceIdentity),
            Chain = chain,
            TokenVersion = (int)payload.Number(ClaimNames.TokenVersion)!.Value,
            IssuingEndpoint = payload.Text(ClaimNames.IssuingEndpoint) ?? "",
            RegionScope = payload.List(ClaimNames.RegionScope),
            Use = ClaimTexts.ReadUse(payload.Text(ClaimNames.Use)),
        };
        return IsComplete(claims) ? Unpack(payload.Text(ClaimNames.Packed), claims) : null;
    }

    private static bool IsComplete(SessionClaims claims) =>
        TokenId.TryDecode(claims.TokenId, out _)
        && AccountText.IsValid(claims.AccountId)
        && claims.Kind != SessionKind.Unspecified
        && claims.Use != CredentialUse.Unspecified
        && claims is { AccessKeyId.Length: > 0, IssuingEndpoint.Length: > 0, Issuer.Length: > 0, Audience.Length: > 0 }
        && claims.SourceIdentity is not { Length: 0 }
        && SessionShape.Fits(claims);

    private static SessionClaims? Unpack(string? text, SessionClaims claims)
    {
        if (text is null)
            return claims;
        // such a session is its user or root and has no policies or tags of its own: none must be passed over
        if (claims.Kind is SessionKind.User or SessionKind.Root)
            return null;
        if (!CanonicalBase64Url.TryDecode(text, out var packed) || !PackedPart.TryUnpack(packed, out var part))
            return null;
        var flatTags = part.List(ClaimNames.PackedTags);
        if (flatTags.Count % 2 != 0)
            return null;
        return claims with
        {
            Policy = part.Text(ClaimNames.PackedPolicy),
            PolicyArns = part.List(ClaimNames.PackedArns),
            Tags = [.. Enumerable.Range(0, flatTags.Count / 2).Select(i => KeyValuePair.Create(flatTags[2 * i], flatTags[(2 * i) + 1]))],
            TransitiveTagKeys = part.List(ClaimNames.PackedTransitive),
        };
    }

    private static bool TryReadProvider(IReadOnlyList<string> flat, out ProviderClaims? provider)
    {
        provider = flat.Count >= 4 ? new ProviderClaims(flat[0], flat[1], flat[2], flat[3]) { Details = [.. flat.Skip(4)] } : null;
        return flat.Count is 0 or >= 4;
    }
}
