namespace Authz.Organizations.Providers;

/// <summary>What an identity provider's SAML 2.0 metadata say of it.</summary>
public sealed class SamlMetadata
{
    /// <summary>The provider's name: the issuer of its assertions, character by character.</summary>
    public required string EntityId { get; init; }

    /// <summary>The keys with which it signs, 1 to 10.</summary>
    public required IReadOnlyList<SamlSigningKey> SigningKeys { get; init; }

    /// <summary>From when on the metadata must not be used any more; null for never.</summary>
    public required DateTimeOffset? ValidUntil { get; init; }
}
