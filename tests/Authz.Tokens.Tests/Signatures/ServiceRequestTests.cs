using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

/// <summary>Requests of other services than STS (STS sections 7.2 and 7.3). Signatures were made with botocore 1.43.11.</summary>
public sealed class ServiceRequestTests
{
    private const string Orders = "orders.example.internal";
    private const string Docs = "docs.example.internal";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string HelloHash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private const string Presigned = "/a%20b//c?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAQNZGKIQY56JQ7WML%2F20260102%2Feu-west-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=c65b461a60167c56f0f68f348694ab04d7923b163020f835a05aec8abef1ee7c";

    private const string PresignedOrder = "/orders/a%20b?x=1&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAQNZGKIQY56JQ7WML%2F20260102%2Feu-west-1%2Forders%2F"
        + "aws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=538a11693781f567f04b09d5b46f623354319cdcbded1c215e84d55d889ef69f";

    [Theory]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a%2520b", "/a%252520b")]
    [InlineData("/a%2Fb", "/a%252Fb")]
    [InlineData("/%2e%2e/a", "/%252e%252e/a")]
    [InlineData("/a/./b/../c//d/", "/a/c/d/")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("", "/")]
    [InlineData("/../..", "/")]
    public void A_services_path_is_resolved_and_encoded_as_it_came(string path, string expected) =>
        Assert.Equal(expected, PathOf(path, PathForm.Service));

    [Theory]
    [InlineData("/a//b/./../c", "/a//b/./../c")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/a%2520b", "/a%2520b")]
    [InlineData("/a(b)", "/a%28b%29")]
    [InlineData("//", "//")]
    [InlineData("", "/")]
    public void Of_S3_nothing_is_resolved(string path, string expected) => Assert.Equal(expected, PathOf(path, PathForm.S3));

    [Fact]
    public void What_an_SDK_signs_for_a_service_is_verified() => Assert.Equal(SignatureStatus.Valid, Verify(Post("/orders", "{\"id\":1}")));

    [Fact]
    public void What_an_SDK_signs_for_S3_is_verified() => Assert.Equal(SignatureStatus.Valid, Verify(Put("/a%20b", HelloHash), "s3"));

    [Theory]
    [InlineData("/orders/", "{\"id\":1}", SignatureStatus.Mismatch)]
    [InlineData("/%6frders", "{\"id\":1}", SignatureStatus.Mismatch)]
    [InlineData("/orders?x=1", "{\"id\":1}", SignatureStatus.Mismatch)]
    [InlineData("/orders", "{\"id\":2}", SignatureStatus.Mismatch)]
    [InlineData("/x/../orders", "{\"id\":1}", SignatureStatus.Valid)] // the same path
    public void Another_path_or_body_is_not_what_was_signed_V03(string target, string body, SignatureStatus expected) =>
        Assert.Equal(expected, Verify(Post(target, body)));

    [Theory]
    [InlineData("/a b", HelloHash, SignatureStatus.Valid)] // written otherwise, and the same key
    [InlineData("/a%2520b", HelloHash, SignatureStatus.Mismatch)]
    [InlineData("/a%20b/", HelloHash, SignatureStatus.Mismatch)]
    [InlineData("/./a%20b", HelloHash, SignatureStatus.Mismatch)]
    [InlineData("/a%20b", EmptyHash, SignatureStatus.PayloadMismatch)] // V20
    [InlineData("/a%20b", "", SignatureStatus.PayloadMismatch)]
    public void Another_key_or_body_is_not_what_was_signed_V03(string target, string hash, SignatureStatus expected) =>
        Assert.Equal(expected, Verify(Put(target, hash), "s3"));

    [Theory]
    [InlineData("orders", "eu-west-1", SignatureStatus.Valid)]
    [InlineData("sts", "eu-west-1", SignatureStatus.ScopeMismatch)] // V05
    [InlineData("orders", "eu-west-2", SignatureStatus.ScopeMismatch)]
    public void The_scope_is_that_of_the_service_that_asks(string service, string region, SignatureStatus expected) =>
        Assert.Equal(expected, Verify(Post("/orders", "{\"id\":1}"), service, region));

    [Theory]
    [InlineData(false, SignatureStatus.UnsupportedPayload)]
    [InlineData(true, SignatureStatus.Valid)]
    public void A_URL_of_S3_covers_no_body_and_counts_only_where_that_is_allowed(bool isAllowed, SignatureStatus expected) =>
        Assert.Equal(expected, Verify(Get(Presigned, Docs, PathForm.S3, isAllowed), "s3"));

    [Fact]
    public void A_URL_of_another_service_covers_the_body()
    {
        Assert.Equal(SignatureStatus.Valid, Verify(Get(PresignedOrder, Orders, PathForm.Service, false)));
        Assert.Equal(SignatureStatus.Mismatch, Verify(SignableRequest.Received("GET", PresignedOrder, [new("host", Orders)], HelloHash).Of(PathForm.Service, false)));
    }

    [Theory]
    [InlineData(3600, 3600, SignatureStatus.Valid)]
    [InlineData(3600, 3601, SignatureStatus.OutsideWindow)]
    [InlineData(900, 900, SignatureStatus.Valid)]
    [InlineData(900, 901, SignatureStatus.OutsideWindow)]
    [InlineData(604_800, 3601, SignatureStatus.OutsideWindow)] // as long as it says itself
    [InlineData(604_800, -300, SignatureStatus.Valid)]
    [InlineData(604_800, -301, SignatureStatus.OutsideWindow)]
    public void A_URL_counts_as_long_as_it_says_and_the_terms_allow(int longest, int later, SignatureStatus expected)
    {
        var terms = new SignatureTerms("s3", static _ => true) { Window = TimeSpan.FromMinutes(5), LongestExpiry = TimeSpan.FromSeconds(longest) };
        Assert.Equal(expected, Verify(Get(Presigned, Docs, PathForm.S3, true), terms, later));
    }

    [Theory]
    [InlineData(300, SignatureStatus.Valid)]
    [InlineData(301, SignatureStatus.OutsideWindow)]
    [InlineData(-300, SignatureStatus.Valid)]
    [InlineData(-301, SignatureStatus.OutsideWindow)]
    public void A_header_counts_within_the_window_of_the_terms(int later, SignatureStatus expected)
    {
        var terms = new SignatureTerms("orders", static _ => true) { Window = TimeSpan.FromMinutes(5), LongestExpiry = TimeSpan.FromDays(7) };
        Assert.Equal(expected, Verify(Post("/orders", "{\"id\":1}"), terms, later));
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", true, HelloHash, SignatureStatus.Mismatch)] // allowed, and not what was signed
    [InlineData("UNSIGNED-PAYLOAD", false, HelloHash, SignatureStatus.UnsupportedPayload)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", true, HelloHash, SignatureStatus.UnsupportedPayload)]
    [InlineData(HelloHash, true, "", SignatureStatus.PayloadMismatch)] // what nobody knows is equal to nothing
    [InlineData("unsigned-payload", true, HelloHash, SignatureStatus.PayloadMismatch)]
    public void An_unsigned_body_is_announced_and_allowed_V20(string announced, bool isAllowed, string hash, SignatureStatus expected)
    {
        SignableRequest request = Put("/a%20b", hash, isAllowed).Replace("x-amz-content-sha256", announced);
        Assert.Equal(expected, Verify(request, "s3"));
    }

    [Fact]
    public void A_request_keeps_its_rules_when_its_headers_change()
    {
        SignableRequest request = Put("/a%20b", HelloHash, true);
        SignableRequest other = request.With([]);
        Assert.Equal((PathForm.S3, true, HelloHash), (other.PathForm, other.MayBeUnsigned, other.PayloadHash));
    }

    private static string PathOf(string path, PathForm form) =>
        CanonicalRequest.Write(SignableRequest.Received("GET", path, [], EmptyHash).Of(form, false), []).Split('\n')[1];

    private static SignableRequest Post(string target, string body) => SignableRequest.Received(
        "POST", target,
        [
            new("host", Orders), new("content-type", "application/json"), new("X-Amz-Date", "20260102T030405Z"),
            new("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAQNZGKIQY56JQ7WML/20260102/eu-west-1/orders/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, Signature=4356d8e75166c95320479fb6f68caae8b977fe789fdb513580ad0581b8ee971d"),
        ],
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))).Of(PathForm.Service, false);

    private static SignableRequest Put(string target, string hash, bool mayBeUnsigned = false) => SignableRequest.Received(
        "PUT", target,
        [
            new("host", Docs), new("X-Amz-Date", "20260102T030405Z"), new("X-Amz-Content-SHA256", HelloHash),
            new("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAQNZGKIQY56JQ7WML/20260102/eu-west-1/s3/aws4_request, "
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=46cf36f18fc54d57477d6c104d88314dabfc6ff679cd8efa7f94737980d6a476"),
        ],
        hash).Of(PathForm.S3, mayBeUnsigned);

    private static SignableRequest Get(string target, string host, PathForm form, bool mayBeUnsigned) =>
        SignableRequest.Received("GET", target, [new("host", host)], EmptyHash).Of(form, mayBeUnsigned);

    private static SignatureStatus Verify(SignableRequest request, string service = "orders", string region = "eu-west-1") =>
        Verify(request, new SignatureTerms(service, r => r == region), 0);

    private static SignatureStatus Verify(SignableRequest request, SignatureTerms terms, int later)
    {
        SignatureParseResult parsed = SignatureV4.Parse(request.Headers, request.Query);
        return parsed.Signature is null
            ? parsed.Status
            : SignatureV4.Verify(parsed.Signature, request, SampleRequest.Secret, terms, SampleRequest.Now.AddSeconds(later));
    }
}
