using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Authz.Tokens.Tests.Sessions;

namespace Authz.Tokens.Tests.Identifiers;

public sealed class SecretAccessKeyTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] Id = [.. Enumerable.Range(16, 16).Select(static i => (byte)i)];

    [Fact]
    public void V35_The_reference_vector_holds() => Assert.Equal(
        "ql3SRwqJhKFRsL+DzOzY28NMOeehWj/OwEPDeugW",
        SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIO", "123456789012"), null));

    [Fact]
    public void Every_input_changes_the_secret()
    {
        var owner = ("ASIARZPUZDIKJ3V44KIO", "123456789012");
        string[] secrets =
        [
            SecretAccessKey.Derive(Key, Id, 1, owner, null),
            SecretAccessKey.Derive(Id.Concat(Id).ToArray(), Id, 1, owner, null),
            SecretAccessKey.Derive(Key, Key.AsSpan(0, 16), 1, owner, null),
            SecretAccessKey.Derive(Key, Id, 2, owner, null),
            SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIA", "123456789012"), null),
            SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIO", "123456789013"), null),
            SecretAccessKey.Derive(Key, Id, 1, owner, "eu-west-1"),
            SecretAccessKey.Derive(Key, Id, 1, owner, "eu-west-2"),
        ];
        Assert.Equal(secrets.Length, secrets.Distinct().Count());
        Assert.All(secrets, static s => Assert.Equal(40, s.Length));
    }

    [Fact]
    public void V34_Who_sees_the_token_cannot_compute_the_secret()
    {
        var ring = KeyRing.Ephemeral();
        SessionClaims claims = SampleClaims.Plain();
        var token = SessionTokenSigner.Sign(ring, claims).Token!;
        var secret = SecretAccessKey.Derive(ring.FindSecret(ring.Active!.KeyId)!, claims);
        // all that the token says, its parts, and what its reader knows besides
        byte[][] parts = [.. token.Split('.').Select(static p => Base64Url.DecodeFromChars(p))];
        using var payload = JsonDocument.Parse(parts[1]);
        string[] texts =
        [
            token, .. token.Split('.'), ring.Active.KeyId, ring.ToJwks(), claims.AccessKeyId + claims.AccountId, "authz", "",
            .. payload.RootElement.EnumerateObject().Select(static c => c.Value.ToString()),
        ];
        byte[][] known =
        [
            .. parts, new byte[32], Base64Url.DecodeFromChars(claims.TokenId), .. texts.Select(Encoding.UTF8.GetBytes),
            .. texts.Select(static t => Encoding.UTF8.GetBytes($"secret-key:{t}")),
        ];
        Assert.True(TokenId.TryDecode(claims.TokenId, out var id));
        foreach (var one in known)
        {
            Assert.DoesNotContain(secret, Texts(SHA256.HashData(one)));
            Assert.NotEqual(secret, SecretAccessKey.Derive(SHA256.HashData(one), id, 1, (claims.AccessKeyId, claims.AccountId), null));
            foreach (var other in known)
            {
                Assert.DoesNotContain(secret, Texts(HMACSHA256.HashData(one, other)));
                if (one.Length > 0) Assert.DoesNotContain(secret, Texts(HKDF.DeriveKey(HashAlgorithmName.SHA256, one, 30, id, other)));
            }
        }
    }

    [Fact]
    public void Only_a_scope_of_one_region_enters_the_secret()
    {
        var ring = KeyRing.Ephemeral();
        var secret = ring.FindSecret(ring.Active!.KeyId)!;
        var claims = SampleClaims.Plain();
        var all = SecretAccessKey.Derive(secret, claims);
        Assert.Equal(all, SecretAccessKey.Derive(secret, claims with { RegionScope = ["eu-west-1", "eu-west-2"] }));
        Assert.NotEqual(all, SecretAccessKey.Derive(secret, claims with { RegionScope = ["eu-west-1"] }));
    }

    [Fact]
    public void A_malformed_token_id_is_a_bug_of_the_caller()
    {
        var ring = KeyRing.Ephemeral();
        var secret = ring.FindSecret(ring.Active!.KeyId)!;
        Assert.Throws<ArgumentException>(() => SecretAccessKey.Derive(secret, SampleClaims.Plain() with { TokenId = "short" }));
    }

    private static string[] Texts(byte[] bytes) =>
        [Convert.ToBase64String(bytes)[..40], Convert.ToBase64String(bytes.AsSpan(0, 30)), Convert.ToHexStringLower(bytes)[..40]];
}
