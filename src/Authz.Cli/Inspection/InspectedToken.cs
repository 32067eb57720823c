using System.Globalization;
using Authz.Policies.Json;

namespace Authz.Cli.Inspection;

/// <summary>
/// What a session token says. Read without proof and with patience: claims of a later release are passed over, so that the tool can
/// explain a token that a sidecar refuses.
/// </summary>
internal sealed record InspectedToken
{
    // 9999-12-31T23:59:59Z, the last second a DateTimeOffset can say
    private const long MaxSeconds = 253402300799;

    public required string Kind { get; init; }

    public required string KeyId { get; init; }

    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    public required string AccessKeyId { get; init; }

    public required string Account { get; init; }

    public required string RoleArn { get; init; }

    public required string RoleId { get; init; }

    public required string SessionName { get; init; }

    public required string UserArn { get; init; }

    public required string UserId { get; init; }

    public required string ParentKeyId { get; init; }

    public required DateTimeOffset? MfaTime { get; init; }

    /// <summary>ARN of the provider, issuer, subject, audience, and what else the provider said; empty when the caller had credentials of its own.</summary>
    public required IReadOnlyList<string> Provider { get; init; }

    public required string SourceIdentity { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    public required long Version { get; init; }

    public required string IssuingEndpoint { get; init; }

    public required IReadOnlyList<string> RegionScope { get; init; }

    public required string Use { get; init; }

    /// <summary>Ancestors, oldest first: role id and when that session was issued.</summary>
    public required IReadOnlyList<(string RoleId, DateTimeOffset IssuedAt)> Chain { get; init; }

    public required PackedClaims Packed { get; init; }

    /// <summary>Reads the claims.</summary>
    /// <exception cref="UsageException">What every session token has is missing.</exception>
    public static InspectedToken Read(TokenText token)
    {
        JsonNode payload = token.Payload;
        return new InspectedToken
        {
            Kind = Required(payload, "kind"),
            KeyId = token.KeyId,
            Issuer = Required(payload, "iss"),
            TokenId = Required(payload, "jti"),
            AccessKeyId = Required(payload, "akid"),
            Account = Required(payload, "acct"),
            RoleArn = ClaimReader.Text(payload, "rarn"),
            RoleId = ClaimReader.Text(payload, "rid"),
            SessionName = ClaimReader.Text(payload, "name"),
            UserArn = ClaimReader.Text(payload, "uarn"),
            UserId = ClaimReader.Text(payload, "uid"),
            ParentKeyId = ClaimReader.Text(payload, "pakid"),
            MfaTime = ClaimReader.Number(payload, "mfa") is { } mfa and <= MaxSeconds ? DateTimeOffset.FromUnixTimeSeconds(mfa) : null,
            Provider = ClaimReader.List(payload, "idp") is { Count: >= 4 } provider ? provider : [],
            SourceIdentity = ClaimReader.Text(payload, "srcid"),
            IssuedAt = Time(payload, "iat_ms", ClaimReader.Number(payload, "iat_ms")),
            Expiration = Time(payload, "exp", ClaimReader.Number(payload, "exp") is { } s and <= MaxSeconds ? s * 1000 : null),
            Version = ClaimReader.Number(payload, "tv") ?? throw Missing("tv"),
            IssuingEndpoint = ClaimReader.Text(payload, "ir"),
            RegionScope = ClaimReader.List(payload, "rs"),
            Use = Required(payload, "use"),
            Chain = [.. ReadChain(payload)],
            Packed = PackedClaims.Read(payload.Find("packed")?.Text),
        };
    }

    private static string Required(JsonNode payload, string name) =>
        ClaimReader.Text(payload, name) is { Length: > 0 } text ? text : throw Missing(name);

    private static DateTimeOffset Time(JsonNode payload, string name, long? milliseconds) =>
        payload.Find(name) is not null && milliseconds is { } ms && ms / 1000 <= MaxSeconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : throw Missing(name);

    // flat: role id, token id, milliseconds
    private static IEnumerable<(string RoleId, DateTimeOffset IssuedAt)> ReadChain(JsonNode payload)
    {
        foreach (var link in ClaimReader.List(payload, "chain").Chunk(3))
        {
            if (link.Length == 3 && long.TryParse(link[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms / 1000 <= MaxSeconds)
                yield return (link[0], DateTimeOffset.FromUnixTimeMilliseconds(ms));
        }
    }

    private static UsageException Missing(string claim) => TokenText.Refuse($"its claim `{claim}` is missing or cannot be read");
}
