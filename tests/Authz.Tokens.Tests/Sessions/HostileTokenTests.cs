using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class HostileTokenTests : IDisposable
{
    private readonly TokenForge _forge = new();
    private readonly SessionTokenVerifier _verifier = new(new FixedClock(SampleClaims.IssuedAt), SampleClaims.Issuer);
    private readonly string _token;
    private readonly string _payload;

    public HostileTokenTests()
    {
        _token = SessionTokenSigner.Sign(_forge.Ring, SampleClaims.Full()).Token!;
        _payload = TokenForge.Decode(_token.Split('.')[1]);
    }

    public void Dispose() => _forge.Dispose();

    [Fact]
    public void The_forge_signs_what_the_verifier_accepts() =>
        Assert.Equal(SessionTokenStatus.Valid, Verify(_forge.Sign(_forge.Header, _payload)));

    [Fact]
    public void No_flipped_bit_leaves_a_token_valid()
    {
        Assert.Equal(SessionTokenStatus.Valid, Verify(_token));
        for (var i = 0; i < _token.Length; i++)
        {
            for (var bit = 0; bit < 7; bit++)
            {
                var flipped = $"{_token[..i]}{(char)(_token[i] ^ (1 << bit))}{_token[(i + 1)..]}";
                Assert.NotEqual(SessionTokenStatus.Valid, Verify(flipped));
            }
        }
    }

    [Fact]
    public void No_cut_or_grown_token_is_valid()
    {
        for (var i = 0; i < _token.Length; i++)
            Assert.NotEqual(SessionTokenStatus.Valid, Verify(_token[..i]));
        foreach (var extra in (string[])["=", " ", "\n", ".", "A", "\0"])
        {
            Assert.Equal(SessionTokenStatus.Malformed, Verify(_token + extra));
            Assert.Equal(SessionTokenStatus.Malformed, Verify(extra + _token));
        }
    }

    [Fact]
    public void The_other_s_of_the_same_signature_is_refused()
    {
        var other = TokenForge.WithOtherS(_token);
        Assert.True(TokenForge.VerifiesPlainly(_forge.PublicPem, other));
        Assert.Equal(SessionTokenStatus.Malformed, Verify(other));
    }

    [Fact]
    public void A_token_of_4097_characters_is_refused() => Assert.Equal(SessionTokenStatus.Malformed, Verify(_token.PadRight(4097, 'A')));

    [Theory]
    [InlineData("none", SessionTokenStatus.WrongAlgorithm)]
    [InlineData("None", SessionTokenStatus.WrongAlgorithm)]
    [InlineData("HS256", SessionTokenStatus.WrongAlgorithm)]
    [InlineData("RS256", SessionTokenStatus.WrongAlgorithm)]
    [InlineData("ES384", SessionTokenStatus.WrongAlgorithm)]
    [InlineData("es256", SessionTokenStatus.WrongAlgorithm)]
    public void Only_ES256_counts(string algorithm, SessionTokenStatus expected)
    {
        var header = _forge.Header.Replace("ES256", algorithm, StringComparison.Ordinal);
        Assert.Equal(expected, Verify(_forge.Sign(header, _payload)));
        Assert.Equal(expected, Verify($"{TokenForge.Encode(header)}.{TokenForge.Encode(_payload)}."));
    }

    [Fact]
    public void The_public_key_is_no_HMAC_secret()
    {
        foreach (var algorithm in (string[])["HS256", "ES256"])
        {
            var input = $"{TokenForge.Encode(_forge.Header.Replace("ES256", algorithm, StringComparison.Ordinal))}.{TokenForge.Encode(_payload)}";
            foreach (var secret in (string[])[_forge.PublicPem, _forge.Ring.ToJwks()])
            {
                var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(input));
                Assert.NotEqual(SessionTokenStatus.Valid, Verify($"{input}.{System.Buffers.Text.Base64Url.EncodeToString(mac)}"));
            }
        }
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("authz-session+JWT")]
    [InlineData("at+jwt")]
    public void Only_the_own_type_counts(string type) =>
        Assert.Equal(SessionTokenStatus.WrongType, Verify(_forge.Sign(_forge.Header.Replace("authz-session+jwt", type, StringComparison.Ordinal), _payload)));

    [Fact]
    public void Only_a_key_of_the_ring_counts()
    {
        Assert.Equal(SessionTokenStatus.UnknownKey, Verify(_forge.Sign(_forge.Header.Replace(_forge.KeyId, "AAAAAAAAAAAAAAAA", StringComparison.Ordinal), _payload)));
        Assert.Equal(SessionTokenStatus.UnknownKey, Verify(_forge.Sign("""{"alg":"ES256","typ":"authz-session+jwt"}""", _payload)));
        using var other = new TokenForge();
        Assert.Equal(SessionTokenStatus.BadSignature, Verify(other.Sign(_forge.Header, _payload)));
    }

    [Theory]
    [InlineData("\"jwk\":{}")]
    [InlineData("\"jku\":\"https://evil.example\"")]
    [InlineData("\"x5u\":\"https://evil.example\"")]
    [InlineData("\"x5c\":[]")]
    [InlineData("\"crit\":[\"exp\"]")]
    [InlineData("\"zip\":\"DEF\"")]
    [InlineData("\"cty\":\"JWT\"")]
    public void No_other_header_is_tolerated(string member) =>
        Assert.Equal(SessionTokenStatus.UnknownHeader, Verify(_forge.Sign($"{_forge.Header[..^1]},{member}}}", _payload)));

    [Fact]
    public void A_header_member_twice_is_refused()
    {
        Assert.Equal(SessionTokenStatus.Malformed, Verify(_forge.Sign($$"""{{_forge.Header[..^1]}},"alg":"ES256"}""", _payload)));
        Assert.Equal(SessionTokenStatus.Malformed, Verify(_forge.Sign($$"""{{_forge.Header[..^1]}},"\u0061lg":"ES256"}""", _payload)));
    }

    [Theory]
    [InlineData("\"admin\":true", SessionTokenStatus.UnknownClaim)]
    [InlineData("\"nbf\":1", SessionTokenStatus.UnknownClaim)]
    [InlineData("\"exp\":1", SessionTokenStatus.Malformed)]
    [InlineData("\"\\u0065xp\":1", SessionTokenStatus.Malformed)]
    [InlineData("\"acct\":\"111122223333\"", SessionTokenStatus.Malformed)]
    public void Unknown_and_repeated_claims_are_refused_though_signed(string member, SessionTokenStatus expected) =>
        Assert.Equal(expected, Verify(_forge.Sign(_forge.Header, $"{_payload[..^1]},{member}}}")));

    [Theory]
    [InlineData("\"tv\":1", "\"tv\":\"1\"")]
    [InlineData("\"tv\":1", "\"tv\":1.5")]
    [InlineData("\"tv\":1", "\"tv\":-1")]
    [InlineData("\"use\":\"sigv4\"", "\"use\":\"both\"")]
    [InlineData("\"kind\":\"role\"", "\"kind\":\"root\"")]
    [InlineData("\"rs\":[\"eu-west-1\",\"eu-west-2\"]", "\"rs\":\"eu-west-1\"")]
    [InlineData("\"rs\":[\"eu-west-1\",\"eu-west-2\"]", "\"rs\":[1]")]
    [InlineData("\"iat\":1767323045,", "\"iat\":1767323046,")]
    [InlineData("\"iat\":1767323045,", "")]
    [InlineData("\"use\":\"sigv4\",", "")]
    [InlineData("\"fmt\":1,", "")]
    [InlineData("\"packed\":\"", "\"packed\":\"AAAA")]
    public void Malformed_claims_are_refused_though_signed(string from, string to)
    {
        Assert.Contains(from, _payload, StringComparison.Ordinal);
        Assert.Equal(SessionTokenStatus.InvalidClaim, Verify(_forge.Sign(_forge.Header, _payload.Replace(from, to, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_token_without_expiration_is_refused()
    {
        var payload = _payload.Replace("\"exp\":1767326645,", "", StringComparison.Ordinal);
        Assert.NotEqual(payload, _payload);
        Assert.Equal(SessionTokenStatus.InvalidClaim, Verify(_forge.Sign(_forge.Header, payload)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("W10.W10.W10")]
    [InlineData("e30.e30.")]
    public void Other_texts_are_refused(string token) => Assert.NotEqual(SessionTokenStatus.Valid, Verify(token));

    private SessionTokenStatus Verify(string token)
    {
        var result = _verifier.Verify(_forge.Ring, token);
        if (result.Status is not (SessionTokenStatus.Valid or SessionTokenStatus.Expired))
            Assert.Null(result.Claims);
        return result.Status;
    }
}
