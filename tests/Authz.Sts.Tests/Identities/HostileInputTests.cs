using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using CsCheck;

namespace Authz.Sts.Tests.Identities;

/// <summary>Nothing that was not issued identifies anybody, and nothing throws.</summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void No_random_text_is_a_token() => Gen.String.Sample(
        text => !_world.Identifier.FromToken(text, _world.Pinned, World.Region).IsIdentified, iter: 2000);

    [Fact]
    public void No_random_bytes_in_the_place_of_a_part_make_a_token()
    {
        var parts = _world.Take(_world.Alice(), World.Request()).SessionToken.Split('.');
        Gen.Select(Gen.Int[0, 2], Gen.Byte.Array[0, 300]).Sample(
            (part, bytes) =>
            {
                string[] spoiled = [.. parts];
                spoiled[part] = Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
                return spoiled[part] == parts[part]
                    || _world.Identifier.FromToken(string.Join('.', spoiled), _world.Pinned, World.Region).Status == IdentityStatus.TokenInvalid;
            },
            iter: 500);
    }

    [Fact]
    public void No_random_authorization_is_a_signature()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        Gen<string> hex = Gen.Char["0123456789abcdef"].Array[64].Select(static c => new string(c));
        Gen<string> key = Gen.Int[0, 2].Select(i => new[] { World.Alice.AccessKeyId, session.Claims.AccessKeyId, "AKIAEXAMPLENOBODY001" }[i]);
        Gen<string> good = Gen.Select(key, hex, static (k, s) =>
            $"AWS4-HMAC-SHA256 Credential={k}/21260102/eu-west-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature={s}");
        Gen<string> broken = Gen.String.Select(static text => $"AWS4-HMAC-SHA256 {text}");
        Gen<string> token = Gen.OneOf(Gen.String, Gen.Const(session.SessionToken), Gen.Const(""));
        Gen.Select(Gen.OneOf(good, broken, Gen.String), token, Gen.Bool).Sample(
            (authorization, text, hasToken) => !_world.Identifier.FromSignature(Call(authorization, hasToken ? text : null), _world.Pinned, World.Region).IsIdentified,
            iter: 1000);
    }

    [Fact]
    public void A_signature_with_one_other_digit_identifies_nobody()
    {
        SignedCall call = _world.Signed(World.Alice.AccessKeyId, World.Alice.Secret, null);
        Assert.True(_world.Identifier.FromSignature(call, _world.Pinned, World.Region).IsIdentified);
        for (var i = 1; i <= 64; i++)
        {
            SignedCall other = call with
            {
                Request = call.Request.With([.. call.Request.Headers.Select(h => h.Key == "authorization" ? KeyValuePair.Create(h.Key, Flip(h.Value, i)) : h)]),
            };
            Assert.Equal(IdentityStatus.SignatureMismatch, _world.Identifier.FromSignature(other, _world.Pinned, World.Region).Status);
        }
    }

    [Fact]
    public void A_token_of_many_megabytes_is_refused_unread()
    {
        var token = new string('A', 64 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(IdentityStatus.TokenInvalid, _world.Identifier.FromToken(token, _world.Pinned, World.Region).Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static string Flip(string text, int fromEnd) =>
        $"{text[..^fromEnd]}{(text[^fromEnd] == '0' ? '1' : '0')}{(fromEnd == 1 ? "" : text[^(fromEnd - 1)..])}";

    private SignedCall Call(string authorization, string? token)
    {
        SignedCall call = _world.Signed(World.Alice.AccessKeyId, "another-secret", null);
        List<KeyValuePair<string, string>> headers = [.. call.Request.Headers.Where(static h => h.Key != "authorization"), new("authorization", authorization)];
        if (token is not null) headers.Add(new("x-amz-security-token", token));
        return call with { Request = call.Request.With(headers) };
    }
}
