using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

public sealed class SignatureV4ParseTests
{
    private const string Good = "AWS4-HMAC-SHA256 Credential=A/20260102/eu-west-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=SIG";
    private const string Hex = "8eefbd89e0b15cfb1cdb4aeb1d233d8a4e0ad71dd4441bd5b66f1f04b955d59d";

    [Theory]
    [InlineData("", "")]
    [InlineData(", ", ",")]
    [InlineData(", ", ",   ")]
    public void Commas_may_have_spaces_after_them_or_not(string from, string to)
    {
        var text = from.Length == 0 ? Good : Good.Replace(from, to, StringComparison.Ordinal);
        var result = Parse(text);
        Assert.Equal(SignatureStatus.Unverified, result.Status);
        Assert.Equal(Hex, result.Signature!.Signature);
        Assert.Null(result.Signature.SessionToken);
    }

    [Fact]
    public void Token_and_signature_are_not_in_its_text()
    {
        ParsedSignature signature = Parse(Good).Signature! with { SessionToken = "the-token" };
        Assert.DoesNotContain("the-token", signature.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Hex, signature.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(97, SignatureStatus.Unverified)]
    [InlineData(98, SignatureStatus.Incomplete)]
    public void Headers_have_an_end(int more, SignatureStatus status)
    {
        var request = SampleRequest.Signed();
        var have = request.Headers.Count;
        KeyValuePair<string, string>[] headers =
            [.. request.Headers, .. Enumerable.Range(0, more + 3 - have).Select(static i => KeyValuePair.Create($"a{i}", ""))];
        Assert.Equal(status, SignatureV4.Parse(headers).Status);
    }

    [Theory]
    [InlineData("/sts/", 64, SignatureStatus.Unverified)]
    [InlineData("/sts/", 65, SignatureStatus.ScopeMismatch)]
    [InlineData("/sts/", 0, SignatureStatus.ScopeMismatch)]
    [InlineData("/eu-west-1/", 64, SignatureStatus.Unverified)]
    [InlineData("/eu-west-1/", 65, SignatureStatus.ScopeMismatch)]
    [InlineData("/eu-west-1/", 0, SignatureStatus.ScopeMismatch)]
    [InlineData("/20260102/", 65, SignatureStatus.ScopeMismatch)]
    public void What_is_kept_by_the_scope_of_a_stranger_is_bounded(string part, int length, SignatureStatus status) =>
        Assert.Equal(status, Parse(Good.Replace(part, $"/{new string('x', length)}/", StringComparison.Ordinal)).Status);

    [Theory]
    [InlineData("Bearer abc", true)]
    [InlineData("Bearer abc", false)]
    [InlineData("", true)]
    [InlineData(Good, false)]
    public void A_second_authorization_is_refused_V07(string other, bool isFirst)
    {
        IReadOnlyList<KeyValuePair<string, string>> headers = SampleRequest.Signed().Headers;
        KeyValuePair<string, string> second = new("Authorization", other);
        Assert.Equal(SignatureStatus.Incomplete, SignatureV4.Parse(isFirst ? [second, .. headers] : [.. headers, second]).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("Basic abc")]
    public void No_signature_is_missing(string? authorization) => Assert.Equal(SignatureStatus.Missing, Parse(authorization).Status);

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256X ")]
    [InlineData("=host;", "=host;m\u03f4;")]
    [InlineData("=host;", "=host;m\u03b8;")]
    [InlineData("=host;", "=host;m n;")]
    [InlineData("=host;", "=Host;")]
    [InlineData("Credential=A/20260102/eu-west-1/sts/aws4_request, ", "")]
    [InlineData("SignedHeaders=host;x-amz-date, ", "")]
    [InlineData(", Signature=SIG", "")]
    [InlineData("Signature=SIG", "Signature=SIG, Signature=SIG")]
    [InlineData("Signature=SIG", "Signature=SIG, Other=1")]
    [InlineData("Signature=SIG", "Signature=SIG,")]
    [InlineData("Signature=SIG", "Signature=SI")]
    [InlineData("Signature=SIG", "Signature=SIG0")]
    [InlineData("host;x-amz-date", "x-amz-date;host")]
    [InlineData("host;x-amz-date", "Host;x-amz-date")]
    [InlineData("host;x-amz-date", "host;host;x-amz-date")]
    [InlineData("host;x-amz-date", "host;;x-amz-date")]
    public void A_part_missing_or_malformed_is_incomplete(string from, string to) =>
        Assert.Equal(SignatureStatus.Incomplete, Parse(Good.Replace(from, to, StringComparison.Ordinal)).Status);

    [Fact]
    public void An_upper_case_signature_is_incomplete() =>
        Assert.Equal(SignatureStatus.Incomplete, Parse(Good.Replace("SIG", Hex.ToUpperInvariant(), StringComparison.Ordinal)).Status);

    [Theory]
    [InlineData("A/20260102/eu-west-1/sts")]
    [InlineData("A/20260102/eu-west-1/sts/aws4_request/x")]
    [InlineData("/20260102/eu-west-1/sts/aws4_request")]
    public void A_scope_without_five_parts_does_not_match(string credential) => Assert.Equal(
        SignatureStatus.ScopeMismatch,
        Parse(Good.Replace("A/20260102/eu-west-1/sts/aws4_request", credential, StringComparison.Ordinal)).Status);

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256")]
    [InlineData("a=b&x-amz-algorithm=AWS4-HMAC-SHA256")]
    [InlineData("X%2DAmz-Algorithm")]
    public void A_signature_in_headers_and_query_is_incomplete(string query) =>
        Assert.Equal(SignatureStatus.Incomplete, Parse(Good, query: query).Status);

    [Theory]
    [InlineData("authorization", Good)]
    [InlineData("host", "b")]
    [InlineData("x-amz-date", "20260102T030405Z")]
    [InlineData("x-amz-content-sha256", Hex)]
    [InlineData("x-amz-security-token", "t")]
    public void What_must_be_single_must_not_repeat(string name, string value)
    {
        KeyValuePair<string, string>[] two = [new(name, value), new(name.ToUpperInvariant(), value)];
        Assert.Equal(SignatureStatus.Incomplete, SignatureV4.Parse([.. Headers(Good, "20260102T030405Z"), .. two]).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20260102T030405")]
    [InlineData("20260102T030405.1Z")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("20261302T030405Z")]
    public void A_date_missing_or_malformed_is_incomplete(string? date) => Assert.Equal(SignatureStatus.Incomplete, Parse(Good, date).Status);

    [Fact]
    public void Date_stands_in_for_an_absent_amz_date()
    {
        var result = SignatureV4.Parse([.. Headers(Good, null), new("Date", "Fri, 02 Jan 2026 03:04:05 GMT")]);
        Assert.Equal(SampleRequest.Now, result.Signature!.SignedAt);
    }

    private static SignatureParseResult Parse(string? authorization, string? date = "20260102T030405Z", string query = "") =>
        SignatureV4.Parse(Headers(authorization, date), query);

    private static List<KeyValuePair<string, string>> Headers(string? authorization, string? date)
    {
        List<KeyValuePair<string, string>> headers = [new("host", "a")];
        if (authorization is not null)
            headers.Add(new("Authorization", authorization.Replace("SIG", Hex, StringComparison.Ordinal)));
        if (date is not null)
            headers.Add(new("X-Amz-Date", date));
        return headers;
    }
}
