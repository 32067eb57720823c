using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

/// <summary>Signatures in the query (STS section 7.4).</summary>
public sealed class PresignedTests
{
    private const string Query = "Action=GetCallerIdentity&Version=2011-06-15";
    private const string AccessKey = "ASIAQNZGKIQY56JQ7WML";
    private const string Token = "TOKEN/+=";

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public void Golden_vector_3_of_a_url_V01() => Assert.EndsWith(
        "&X-Amz-Signature=b27c2b19b9432644b49aa563d854de5cd7adead111294e114581ac438d1049c9", Presign(), StringComparison.Ordinal);

    [Fact]
    public void Golden_vector_4_with_a_signed_header_V01()
    {
        KeyValuePair<string, string> audience = new("x-azhsm-audience", "svc-a");
        var query = Presign(headers: audience);
        Assert.EndsWith("&X-Amz-Signature=c576c7e0f115e0bdfb5466ca88f6b77f7cd90665bab7707b6c951f9c4b0ab0b9", query, StringComparison.Ordinal);
        Assert.Equal(SignatureStatus.Valid, Request(query, audience).Verify());
        Assert.Equal(SignatureStatus.HeadersMismatch, Request(query).Verify());
        Assert.Equal(SignatureStatus.Mismatch, Request(query, new KeyValuePair<string, string>("x-azhsm-audience", "svc-b")).Verify());
    }

    [Fact]
    public void What_is_presigned_is_read_again()
    {
        ParsedSignature parsed = SignatureV4.Parse(Request("").Headers, Presign()).Signature!;
        Assert.Equal((AccessKey, Token, SampleRequest.Now, Quarter), (parsed.AccessKeyId, parsed.SessionToken, parsed.SignedAt, parsed.Expiry));
        Assert.Equal(new SignatureScope("20260102", "eu-west-1", "sts", "aws4_request"), parsed.Scope);
        Assert.Equal(SignatureStatus.Valid, Request(Presign()).Verify());
        Assert.Null(SignatureV4.Parse(Request(Presign(token: null)).Headers, Presign(token: null)).Signature!.SessionToken);
    }

    [Theory]
    [InlineData(60, 0, SignatureStatus.Valid)]
    [InlineData(60, 60, SignatureStatus.Valid)]
    [InlineData(60, 61, SignatureStatus.OutsideWindow)] // V24
    [InlineData(604_800, 900, SignatureStatus.Valid)]
    [InlineData(604_800, 901, SignatureStatus.OutsideWindow)] // V25
    [InlineData(60, -900, SignatureStatus.Valid)]
    [InlineData(60, -901, SignatureStatus.OutsideWindow)]
    public void A_url_counts_until_it_expires_and_never_longer_than_the_window(int expiry, int secondsLater, SignatureStatus expected) =>
        Assert.Equal(expected, Request(Presign(expiry)).Verify(SampleRequest.Now.AddSeconds(secondsLater)));

    [Theory]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=0")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=604801")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=-1")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=1e2")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=%20900")]
    [InlineData("X-Amz-Expires=900", "X-Amz-Expires=99999999999999999999")]
    [InlineData("X-Amz-Expires=900&", "")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS4-HMAC-SHA512")]
    [InlineData("X-Amz-Date=20260102T030405Z", "X-Amz-Date=20260102T030405.1Z")]
    [InlineData("X-Amz-Date=20260102T030405Z&", "")]
    [InlineData("X-Amz-SignedHeaders=host&", "")]
    [InlineData("X-Amz-Signature=b", "X-Amz-Signature=B")] // V23
    [InlineData("X-Amz-Signature=b", "X-Amz-Signature=")]
    [InlineData("X-Amz-Date", "X-Amz-Credential=AKIAQNZGKIQY56JQ7WML%2F20260102%2Feu-west-1%2Fsts%2Faws4_request&X-Amz-Date")] // twice
    [InlineData("X-Amz-Date", "x-amz-credential=AKIAQNZGKIQY56JQ7WML%2F20260102%2Feu-west-1%2Fsts%2Faws4_request&X-Amz-Date")] // V26
    [InlineData("X-Amz-Date", "X%2DAmz-%43redential=AKIAQNZGKIQY56JQ7WML&X-Amz-Date")]
    [InlineData("X-Amz-Date", "X-Amz-Unknown=1&X-Amz-Date")]
    [InlineData("X-Amz-Credential", "x-amz-credential")]
    [InlineData("X-Amz-Algorithm", "x-amz-algorithm")]
    public void What_cannot_be_read_in_one_way_only_is_incomplete(string from, string to)
    {
        var changed = Presign().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Presign(), changed);
        Assert.Equal(SignatureStatus.Incomplete, Request(changed).Verify());
    }

    [Theory]
    [InlineData(128, SignatureStatus.Valid)]
    [InlineData(129, SignatureStatus.ScopeMismatch)]
    public void An_access_key_id_has_at_most_128_characters(int length, SignatureStatus expected)
    {
        var query = SignatureV4.Presign(
            Request(Query), new string('A', length), SampleRequest.Secret, null, "eu-west-1", "sts", SampleRequest.Now, Quarter);
        Assert.Equal(expected, Request(query).Verify());
    }

    [Fact]
    public void A_query_without_signature_is_missing_one() => Assert.Equal(SignatureStatus.Missing, Request(Query).Verify());

    [Fact]
    public void Signature_and_token_come_in_one_place_V07()
    {
        var query = Presign();
        Assert.Equal(SignatureStatus.Incomplete, Request(query, new KeyValuePair<string, string>("Authorization", "Bearer x")).Verify());
        Assert.Equal(SignatureStatus.Incomplete, Request(query, new KeyValuePair<string, string>("Authorization", SampleRequest.Signed().Authorization())).Verify());
        Assert.Equal(SignatureStatus.Incomplete, Request(Presign(token: null), new KeyValuePair<string, string>("x-amz-security-token", "t")).Verify());
        SignableRequest signed = SampleRequest.Signed();
        Assert.Equal(SignatureStatus.Incomplete, new SignableRequest("POST", "/", "X-Amz-Security-Token=t", signed.Headers, []).Verify());
    }

    [Fact]
    public void An_injected_amz_header_is_refused_V19() => Assert.Equal(
        SignatureStatus.HeadersMismatch, Request(Presign(), new KeyValuePair<string, string>("X-Amz-Target", "t")).Verify());

    [Fact]
    public void Nothing_of_the_query_can_change_V27()
    {
        var query = Presign();
        string[] changed =
        [
            query.Replace("GetCallerIdentity", "AssumeRole", StringComparison.Ordinal), $"{query}&RoleArn=x", $"RoleArn=x&{query}",
            query.Replace("X-Amz-Expires=900", "X-Amz-Expires=901", StringComparison.Ordinal), query.Replace("TOKEN", "TOKE", StringComparison.Ordinal),
            query.Replace("%3D", "", StringComparison.Ordinal), query.Replace("Version", "%2556ersion", StringComparison.Ordinal),
        ];
        Assert.All(changed, c => Assert.Equal(SignatureStatus.Mismatch, Request(c).Verify()));
        // the same query, written otherwise
        Assert.Equal(SignatureStatus.Valid, Request(query.Replace("Version", "%56ersion", StringComparison.Ordinal)).Verify());
        Assert.Equal(SignatureStatus.Mismatch, new SignableRequest("GET", "/", query, Request("").Headers, [1]).Verify());
        Assert.Equal(SignatureStatus.Mismatch, new SignableRequest("POST", "/", query, Request("").Headers, []).Verify());
        Assert.Equal(SignatureStatus.Mismatch, Request(query).Replace("host", "127.0.0.1:8081").Verify());
    }

    [Theory]
    [InlineData("x-custom", "a\r\n b")]
    [InlineData("x-custom", "a\nAuthorization: b")]
    [InlineData("x-cust\rom", "a")]
    [InlineData("x-custom", "a\0")]
    [InlineData("x-custom", "a\u007f")]
    public void Folded_headers_and_hidden_lines_are_refused(string name, string value) =>
        Assert.Equal(SignatureStatus.Incomplete, SampleRequest.Signed(new KeyValuePair<string, string>(name, value)).Verify());

    [Fact]
    public void A_request_without_host_cannot_be_presigned() => Assert.Throws<ArgumentException>(
        static () => SignatureV4.Presign(new SignableRequest("GET", "/", "", [], []), "A", "S", null, "r", "s", SampleRequest.Now, Quarter));

    private static string Presign(int expiry = 900, string? token = Token, params KeyValuePair<string, string>[] headers) => SignatureV4.Presign(
        Request(Query, headers), AccessKey, SampleRequest.Secret, token, "eu-west-1", "sts", SampleRequest.Now, TimeSpan.FromSeconds(expiry));

    private static SignableRequest Request(string query, params KeyValuePair<string, string>[] headers) =>
        new("GET", "/", query, [new("host", "127.0.0.1:8080"), .. headers], []);
}
