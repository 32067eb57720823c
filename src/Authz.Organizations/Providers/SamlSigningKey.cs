namespace Authz.Organizations.Providers;

/// <summary>The algorithm of a key that signs assertions.</summary>
public enum SamlKeyKind
{
    /// <summary>None known.</summary>
    None = 0,

    /// <summary>RSA of 1024 bits or more.</summary>
    Rsa,

    /// <summary>ECDSA on P-256, P-384 or P-521.</summary>
    Ecdsa,
}

/// <summary>A public key with which an identity provider signs.</summary>
/// <param name="Kind">The algorithm.</param>
/// <param name="PublicKey">The key, a DER SubjectPublicKeyInfo.</param>
public sealed record SamlSigningKey(SamlKeyKind Kind, ReadOnlyMemory<byte> PublicKey);
