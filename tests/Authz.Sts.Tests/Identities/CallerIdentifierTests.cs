using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Identities;

public sealed class CallerIdentifierTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void V06_No_credentials_are_missing_credentials()
    {
        Assert.Equal(StsErrorCode.MissingAuthenticationToken, ErrorOf(_world.Identifier.FromToken("", _world.Pinned, World.Region)));
        SignedCall call = _world.Signed("AKIAEXAMPLE000000001", "secret-secret", null);
        SignedCall bare = call with { Request = call.Request.With([call.Request.Headers[0]]) };
        Assert.Equal(StsErrorCode.MissingAuthenticationToken, ErrorOf(_world.Identifier.FromSignature(bare, _world.Pinned, World.Region)));
    }

    [Fact]
    public void V08_An_unknown_key_is_refused() =>
        Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign("AKIAEXAMPLENOBODY001", World.Alice.Secret, null)));

    [Fact]
    public void V08_The_secret_that_stands_for_unknown_keys_opens_nothing() =>
        Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign("AKIAEXAMPLENOBODY001", new string('0', 40), null)));

    [Theory]
    [InlineData("EXAMPLE-secret-do-not-use-elsewhere")]
    [InlineData("0000000000000000000000000000000000000000")]
    public void V09_An_inactive_key_is_refused(string secret)
    {
        _world.With(World.Alice with { KeyStatus = "Inactive" });
        Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign(World.Alice.AccessKeyId, secret, null)));
    }

    [Fact]
    public void V10_A_temporary_key_needs_its_token_and_a_long_term_key_has_none()
    {
        IssuedSession session = Session();
        Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, null)));
        Assert.Equal(
            StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign(World.Alice.AccessKeyId, World.Alice.Secret, session.SessionToken)));
        Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign(World.Alice.AccessKeyId, World.Alice.Secret, "")));
    }

    [Fact]
    public void V11_The_key_of_one_session_does_not_open_another()
    {
        IssuedSession one = Session();
        IssuedSession two = Session();
        Assert.Equal(
            StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Sign(two.Claims.AccessKeyId, two.SecretAccessKey, one.SessionToken)));
        Assert.Equal(
            StsErrorCode.SignatureDoesNotMatch, ErrorOf(_world.Sign(one.Claims.AccessKeyId, two.SecretAccessKey, one.SessionToken)));
    }

    [Fact]
    public void V12_A_wrong_secret_does_not_match()
    {
        IssuedSession session = Session();
        Assert.True(_world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken).IsIdentified);
        Assert.Equal(StsErrorCode.SignatureDoesNotMatch, ErrorOf(_world.Sign(session.Claims.AccessKeyId, new string('0', 40), session.SessionToken)));
        Assert.Equal(StsErrorCode.SignatureDoesNotMatch, ErrorOf(_world.Sign(World.Alice.AccessKeyId, "wrong-wrong", null)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void V13_That_a_session_is_over_is_told_to_who_can_sign_with_it(bool wasSeenBefore)
    {
        IssuedSession session = Session(CredentialUse.Sigv4);
        if (wasSeenBefore) Assert.True(_world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken).IsIdentified);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(
            StsErrorCode.ExpiredToken, ErrorOf(_world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken)));
        Assert.Equal(StsErrorCode.SignatureDoesNotMatch, ErrorOf(_world.Sign(session.Claims.AccessKeyId, "wrong", session.SessionToken)));
    }

    [Theory]
    [InlineData(-1, IdentityStatus.Identified)]
    [InlineData(0, IdentityStatus.TokenExpired)]
    public void V14_A_session_is_over_at_its_end(int milliseconds, IdentityStatus status)
    {
        IssuedSession session = Session();
        Assert.True(_world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region).IsIdentified);
        _world.Clock.Now = session.Claims.Expiration.AddMilliseconds(milliseconds);
        Assert.Equal(status, _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region).Status);
        using var other = new World(_world.Ring) { Clock = { Now = _world.Clock.Now } };
        Assert.Equal(status, other.Identifier.FromToken(session.SessionToken, other.Pinned, World.Region).Status);
    }

    [Fact]
    public void V15_One_flipped_character_anywhere_spoils_a_token()
    {
        var token = Session().SessionToken;
        Assert.True(_world.Identifier.FromToken(token, _world.Pinned, World.Region).IsIdentified);
        for (var i = 0; i < token.Length; i++)
        {
            var flipped = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            Assert.Equal(IdentityStatus.TokenInvalid, _world.Identifier.FromToken(flipped, _world.Pinned, World.Region).Status);
        }
    }

    [Fact]
    public void V15_A_token_is_one_text_only()
    {
        IssuedSession session = Session();
        var token = session.SessionToken;
        string[] others =
        [
            token[..^1], token[1..], $"{token}=", $"{token}==", $" {token}", $"{token} ", $"{token}\n", $"{token}.", $".{token}", $"{token}A",
            token.PadRight(4097, 'A'), new string('A', 4097), $"Bearer {token}", token.ToUpperInvariant(), $"{token}\uD800",
        ];
        foreach (var other in others)
        {
            Assert.Equal(IdentityStatus.TokenInvalid, _world.Identifier.FromToken(other, _world.Pinned, World.Region).Status);
            Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(_world.Identifier.FromToken(other, _world.Pinned, World.Region)));
        }
    }

    [Fact]
    public void V16_The_state_of_a_key_decides_of_its_tokens()
    {
        using var keys = new KeyFolder();
        _world.Ring = keys.Load(("one", "active"));
        IssuedSession session = Session();
        Expect(IdentityStatus.Identified, _world.Ring);
        Expect(IdentityStatus.Identified, keys.Load(("two", "active"), ("one", "retiring")));
        Expect(IdentityStatus.TokenInvalid, keys.Load(("two", "active"), ("one", "destroyed")));
        Expect(IdentityStatus.TokenInvalid, keys.Load(("two", "active")));
        Expect(IdentityStatus.TokenInvalid, KeyRing.Ephemeral());

        void Expect(IdentityStatus status, KeyRing ring)
        {
            Pinned pinned = _world.Pinned with { Ring = ring };
            Assert.Equal(status, _world.Identifier.FromToken(session.SessionToken, pinned, World.Region).Status);
            SignedCall call = _world.Signed(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken);
            Assert.Equal(
                status == IdentityStatus.Identified ? status : IdentityStatus.AccessKeyUnknown,
                _world.Identifier.FromSignature(call, pinned, World.Region).Status);
        }
    }

    [Fact]
    public void V17_A_token_of_another_format_or_algorithm_is_none()
    {
        var parts = Session().SessionToken.Split('.');
        var (header, payload) = (Decode(parts[0]), Decode(parts[1]));
        (string Header, string Payload)[] others =
        [
            (header, payload.Replace("\"fmt\":1", "\"fmt\":2", StringComparison.Ordinal)),
            (header.Replace("ES256", "ES384", StringComparison.Ordinal), payload),
            (header.Replace("ES256", "HS256", StringComparison.Ordinal), payload),
            (header.Replace("ES256", "none", StringComparison.Ordinal), payload),
            (header.Replace("authz-session+jwt", "JWT", StringComparison.Ordinal), payload),
        ];
        foreach ((var otherHeader, var otherPayload) in others)
        {
            Assert.NotEqual((header, payload), (otherHeader, otherPayload));
            var token = $"{Encode(otherHeader)}.{Encode(otherPayload)}.{parts[2]}";
            IdentityResult result = _world.Identifier.FromToken(token, _world.Pinned, World.Region);
            Assert.Equal((IdentityStatus.TokenInvalid, StsErrorCode.InvalidClientTokenId), (result.Status, ErrorOf(result)));
        }

        static string Decode(string part) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
        static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void V33_A_token_for_signatures_does_not_count_alone()
    {
        IssuedSession session = Session(CredentialUse.Sigv4);
        IdentityResult result = _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region);
        Assert.Equal(IdentityStatus.RequiresSignature, result.Status);
        Assert.Null(result.Identity);
        Assert.Equal(16, StsErrorTable.GrpcStatusOf(ErrorOf(result)));
        Assert.Equal(AuthorizationReason.TokenRequiresSignature, _world.Ask(session, "s3:GetObject").Reason);
        Assert.True(_world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken).IsIdentified);
        // also after the signature brought it into the cache
        Assert.Equal(
            IdentityStatus.RequiresSignature, _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region).Status);
    }

    [Theory]
    [InlineData(59, IdentityStatus.Identified)]
    [InlineData(60, IdentityStatus.Identified)]
    [InlineData(61, IdentityStatus.TokenNotYetValid)]
    public void V36_Clocks_may_differ_by_a_minute(int behind, IdentityStatus status)
    {
        IssuedSession session = Session();
        using var verifier = new World(_world.Ring) { Clock = { Now = World.Start.AddSeconds(-behind) } };
        IdentityResult result = verifier.Identifier.FromToken(session.SessionToken, verifier.Pinned, World.Region);
        Assert.Equal(status, result.Status);
        if (status != IdentityStatus.Identified) Assert.Equal(StsErrorCode.InvalidClientTokenId, ErrorOf(result));
        IdentityResult signed = verifier.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        Assert.Equal(status == IdentityStatus.Identified, signed.IsIdentified);
    }

    [Fact]
    public void A_token_of_another_issuer_is_none_of_ours()
    {
        var claims = Session().Claims with { Issuer = "https://other.example" };
        var token = SessionTokenSigner.Sign(_world.Ring, claims).Token!;
        Assert.Equal(IdentityStatus.TokenInvalid, _world.Identifier.FromToken(token, _world.Pinned, World.Region).Status);
    }

    [Fact]
    public void A_token_whose_account_is_not_that_of_its_role_names_nobody()
    {
        var claims = Session().Claims with { AccountId = World.A };
        var token = SessionTokenSigner.Sign(_world.Ring, claims).Token!;
        Assert.Equal(IdentityStatus.PrincipalNotFound, _world.Identifier.FromToken(token, _world.Pinned, World.Region).Status);
    }

    private static StsErrorCode ErrorOf(IdentityResult result)
    {
        Assert.Null(result.Identity);
        return IdentityErrors.ErrorOf(result).Code;
    }

    private IssuedSession Session(CredentialUse use = CredentialUse.Bearer) =>
        _world.Take(_world.Alice(), World.Request() with { Use = use });
}
