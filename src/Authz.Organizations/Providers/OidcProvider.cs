using Authz.Policies.Names;

namespace Authz.Organizations.Providers;

/// <summary>An OpenID Connect provider whose tokens an account accepts.</summary>
public sealed class OidcProvider
{
    /// <summary><c>arn:aws:iam::account:oidc-provider/host/path</c>.</summary>
    public required Arn Arn { get; init; }

    /// <summary>The issuer, <c>https://...</c>; equal to the token's <c>iss</c>, character by character.</summary>
    public required string Url { get; init; }

    /// <summary>The audiences accepted. Empty: no token is.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }

    /// <summary>SHA-1 thumbprints of the issuer's certificate authority, 40 hexadecimal digits each; may be empty.</summary>
    public required IReadOnlyList<string> Thumbprints { get; init; }

    /// <summary>The issuer's keys as a JSON Web Key Set; null: they come from the issuer's discovery document.</summary>
    public required ReadOnlyMemory<byte>? KeySet { get; init; }

    /// <summary>
    /// Claims of the provider's tokens that trust policies may ask as <c>host/path:claim</c>, beside <c>aud</c>, <c>sub</c>, <c>azp</c>,
    /// <c>amr</c> and <c>oaud</c>, which they always may.
    /// </summary>
    public IReadOnlyList<string> ClaimConditionKeys { get; init; } = [];

    /// <summary>The URL without its scheme: the prefix of the provider's condition keys.</summary>
    public string Prefix => Url["https://".Length..];
}
