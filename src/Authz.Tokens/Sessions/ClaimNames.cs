using System.Collections.Frozen;

namespace Authz.Tokens.Sessions;

/// <summary>The members that a token's header, payload and packed part may have, with their kinds. No others are accepted.</summary>
internal static class ClaimNames
{
    public const string Issuer = "iss", Audience = "aud", TokenId = "jti", IssuedAt = "iat", IssuedAtMs = "iat_ms", Expiration = "exp",
        Format = "fmt", Kind = "kind", AccessKeyId = "akid", AccountId = "acct", RoleId = "rid", RoleArn = "rarn", RoleName = "role",
        SessionName = "name", TokenVersion = "tv", IssuingEndpoint = "ir", RegionScope = "rs", Use = "use", SourceIdentity = "srcid",
        Chain = "chain", ChainOwners = "chain_of", Packed = "packed", UserId = "uid", UserArn = "uarn", ParentKeyId = "pakid", MfaTime = "mfa", Provider = "idp";

    public const string Algorithm = "alg", Type = "typ", KeyId = "kid";

    public const string PackedPolicy = "p", PackedArns = "a", PackedTags = "t", PackedTransitive = "k";

    public static readonly FrozenDictionary<string, FieldKind> Header = Schema(
        (FieldKind.Text, [Algorithm, Type, KeyId]));

    public static readonly FrozenDictionary<string, FieldKind> Payload = Schema(
        (FieldKind.Text, [Issuer, Audience, TokenId, Kind, AccessKeyId, AccountId, RoleId, RoleArn, RoleName, SessionName, IssuingEndpoint, Use,
            SourceIdentity, Packed, UserId, UserArn, ParentKeyId]),
        (FieldKind.Number, [IssuedAt, IssuedAtMs, Expiration, Format, TokenVersion, MfaTime]),
        (FieldKind.TextList, [RegionScope, Chain, ChainOwners, Provider]));

    public static readonly FrozenDictionary<string, FieldKind> PackedPart = Schema(
        (FieldKind.Text, [PackedPolicy]),
        (FieldKind.TextList, [PackedArns, PackedTags, PackedTransitive]));

    private static FrozenDictionary<string, FieldKind> Schema(params (FieldKind Kind, string[] Names)[] groups) =>
        groups.SelectMany(static g => g.Names.Select(n => KeyValuePair.Create(n, g.Kind))).ToFrozenDictionary(StringComparer.Ordinal);
}
