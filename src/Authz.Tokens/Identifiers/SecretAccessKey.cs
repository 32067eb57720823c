using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Identifiers;

/// <summary>
/// The secret access key of a session: derived from the secret key family and the token's id, so it is stored nowhere, and who
/// sees a token cannot compute it.
/// </summary>
/// <remarks>
/// Base64(HKDF-SHA256(secret key, salt = jti, info = <c>sts/secret/v1</c> 00 fmt akid 00 account [00 region], 30 bytes)): 40 characters.
/// A session scoped to exactly one region is derived from HKDF(secret key, info = <c>region/ID</c>) instead of the secret key, so that
/// a verifier that is given only its own region's key cannot compute the secrets of sessions of other regions.
/// </remarks>
public static class SecretAccessKey
{
    private const int SecretLength = 30;

    /// <summary>The secret of the session that <paramref name="claims"/> describe.</summary>
    /// <param name="key">The secret key with the key id that signed, or will sign, the token.</param>
    /// <param name="claims">Their token id must be one of <see cref="TokenId.New"/>.</param>
    public static string Derive(SecretKey key, SessionClaims claims)
    {
        if (!TokenId.TryDecode(claims.TokenId, out var tokenId))
            throw new ArgumentException($"`{claims.TokenId}` is not a token id", nameof(claims));
        var region = claims.RegionScope.Count == 1 ? claims.RegionScope[0] : null;
        return Derive(key.Bytes, tokenId, (byte)claims.FormatVersion, (claims.AccessKeyId, claims.AccountId), region);
    }

    /// <summary>The same from its parts.</summary>
    /// <param name="secretKey">Input keying material, 32 bytes.</param>
    /// <param name="tokenId">16 bytes.</param>
    /// <param name="formatVersion">Version of the token format.</param>
    /// <param name="owner">Access key id and account id.</param>
    /// <param name="region">The one region the session is scoped to; null for none or several.</param>
    public static string Derive(
        ReadOnlySpan<byte> secretKey,
        ReadOnlySpan<byte> tokenId,
        byte formatVersion,
        (string AccessKeyId, string AccountId) owner,
        string? region)
    {
        var scope = region is null ? "" : $"\0{region}";
        byte[] info = [.. "sts/secret/v1\0"u8, formatVersion, .. Encoding.UTF8.GetBytes($"{owner.AccessKeyId}\0{owner.AccountId}{scope}")];
        var regional = new byte[SecretKey.ByteLength];
        Span<byte> secret = stackalloc byte[SecretLength];
        if (region is not null)
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secretKey, regional, [], Encoding.UTF8.GetBytes($"region/{region}"));
            secretKey = regional;
        }

        HKDF.DeriveKey(HashAlgorithmName.SHA256, secretKey, secret, tokenId, info);
        var text = Convert.ToBase64String(secret);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(regional);
        return text;
    }
}
