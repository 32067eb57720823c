using System.Globalization;
using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

public sealed class SignatureV4VerifyTests
{
    [Fact]
    public void A_signed_request_is_valid_and_the_default_is_not()
    {
        Assert.Equal(SignatureStatus.Valid, SampleRequest.Signed().Verify());
        Assert.NotEqual(SignatureStatus.Valid, default);
    }

    [Fact]
    public void No_changed_digit_of_the_signature_is_valid()
    {
        var signed = SampleRequest.Signed();
        var authorization = signed.Authorization();
        for (var i = authorization.Length - 64; i < authorization.Length; i++)
        {
            var digit = (int.Parse(authorization.AsSpan(i, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) ^ 1).ToString("x", CultureInfo.InvariantCulture);
            Assert.Equal(SignatureStatus.Mismatch, signed.Replace("authorization", $"{authorization[..i]}{digit}{authorization[(i + 1)..]}").Verify());
        }
    }

    [Fact]
    public void Whatever_is_signed_cannot_change()
    {
        var signed = SampleRequest.Signed(new KeyValuePair<string, string>("x-custom", "1"));
        Assert.Equal(SignatureStatus.Valid, signed.Verify());
        SignableRequest[] changed =
        [
            SampleRequest.Create(signed.Headers, SampleRequest.Body + " "),
            SampleRequest.Create(signed.Headers, query: "a=b"),
            new("GET", "/", "", signed.Headers, System.Text.Encoding.UTF8.GetBytes(SampleRequest.Body)),
            new("POST", "/x", "", signed.Headers, System.Text.Encoding.UTF8.GetBytes(SampleRequest.Body)),
            signed.Replace("host", "127.0.0.1:8081"),
            signed.Replace("content-type", "text/plain"),
            signed.Replace("x-custom", "2"),
            signed.Replace("x-amz-date", "20260102T030406Z"),
        ];
        Assert.All(changed, static r => Assert.Equal(SignatureStatus.Mismatch, r.Verify()));
        Assert.Equal(SignatureStatus.Mismatch, signed.Verify(secret: SampleRequest.Secret + "x"));
    }

    [Theory]
    [InlineData(0, SignatureStatus.Valid)]
    [InlineData(899, SignatureStatus.Valid)]
    [InlineData(900, SignatureStatus.Valid)]
    [InlineData(901, SignatureStatus.OutsideWindow)]
    [InlineData(-899, SignatureStatus.Valid)]
    [InlineData(-901, SignatureStatus.OutsideWindow)]
    public void The_window_reaches_both_ways(int secondsLater, SignatureStatus expected) =>
        Assert.Equal(expected, SampleRequest.Signed().Verify(SampleRequest.Now.AddSeconds(secondsLater)));

    [Theory]
    [InlineData("/20260102/", "/20260103/")]
    [InlineData("/20260102/", "/2026012/")]
    [InlineData("/sts/", "/s3/")]
    [InlineData("/eu-west-1/", "/us-east-1/")]
    [InlineData("/aws4_request", "/aws5_request")]
    public void Another_scope_does_not_match(string from, string to)
    {
        var signed = SampleRequest.Signed();
        Assert.Equal(
            SignatureStatus.ScopeMismatch, signed.Replace("authorization", signed.Authorization().Replace(from, to, StringComparison.Ordinal)).Verify());
    }

    [Fact]
    public void The_endpoint_says_which_service_and_region_count()
    {
        Assert.Equal(SignatureStatus.ScopeMismatch, SampleRequest.Signed().Verify(service: "execute-api"));
        Assert.Equal(SignatureStatus.ScopeMismatch, SampleRequest.Signed().Verify(region: "us-east-1"));
    }

    [Theory]
    [InlineData("x-amz-security-token", "t")]
    [InlineData("X-Amz-Target", "t")]
    public void An_injected_amz_header_is_refused(string name, string value) =>
        Assert.Equal(SignatureStatus.HeadersMismatch, With(SampleRequest.Signed(), name, value).Verify());

    [Fact]
    public void Other_unsigned_headers_do_no_harm() =>
        Assert.Equal(SignatureStatus.Valid, With(SampleRequest.Signed(), "x-forwarded-for", "10.0.0.1").Verify());

    [Theory]
    [InlineData("content-type;host;x-amz-date", "content-type;x-amz-date")]
    [InlineData("content-type;host;x-amz-date", "host;x-amz-date")]
    [InlineData("content-type;host;x-amz-date", "content-type;host")]
    [InlineData("content-type;host;x-amz-date", "content-type;host;x-absent;x-amz-date")]
    public void Signed_headers_must_cover_and_exist(string from, string to)
    {
        var signed = SampleRequest.Signed();
        var changed = signed.Replace("authorization", signed.Authorization().Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(SignatureStatus.HeadersMismatch, changed.Verify());
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", SignatureStatus.UnsupportedPayload)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", SignatureStatus.UnsupportedPayload)]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", SignatureStatus.PayloadMismatch)]
    [InlineData("", SignatureStatus.PayloadMismatch)]
    public void The_announced_payload_hash_must_be_the_bodys(string hash, SignatureStatus expected)
    {
        Assert.Equal(expected, SampleRequest.Signed(new KeyValuePair<string, string>("x-amz-content-sha256", hash)).Verify());
        Assert.Equal(expected, With(SampleRequest.Signed(), "x-amz-content-sha256", hash).Verify());
    }

    [Fact]
    public void The_right_payload_hash_is_valid_signed_or_not()
    {
        var hash = SampleRequest.Unsigned().PayloadHash;
        Assert.Equal(SignatureStatus.Valid, SampleRequest.Signed(new KeyValuePair<string, string>("x-amz-content-sha256", hash)).Verify());
        Assert.Equal(SignatureStatus.Valid, With(SampleRequest.Signed(), "x-amz-content-sha256", hash).Verify());
    }

    [Fact]
    public void Spaces_and_repeated_headers_are_canonicalized()
    {
        var signed = SampleRequest.Signed(new("My-Header", "  a \t  b  "), new("my-header", "c"));
        var tidy = signed.With([.. signed.Headers.Where(static h => !h.Key.Equals("my-header", StringComparison.OrdinalIgnoreCase)), new("my-header", "a b,c")]);
        Assert.Equal(SignatureStatus.Valid, signed.Verify());
        Assert.Equal(SignatureStatus.Valid, tidy.Verify());
    }

    private static SignableRequest With(SignableRequest request, string name, string value) => request.With([.. request.Headers, new(name, value)]);
}
