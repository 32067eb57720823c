using Authz.Protocol.V1;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.Sidecar.Tests.Wire;

public sealed class SignedRequestReaderTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly AuthorizeReader Reader = new(
        "eu-central-1", new SignedRequestOptions { Window = TimeSpan.FromSeconds(7), LongestExpiry = TimeSpan.FromHours(3) });

    [Fact]
    public void It_is_the_call_that_the_service_received()
    {
        SignedCall call = Read(static r => r.Uri = "/orders/a%20b?x=1&y=%2F?z").Signed!;
        SignableRequest request = call.Request;
        Assert.Equal(("GET", "/orders/a%20b", "x=1&y=%2F?z", EmptyHash), (request.Method, request.Path, request.Query, request.PayloadHash));
        Assert.Equal([new("Host", "orders"), new("x-amz-date", "d")], request.Headers);
        Assert.Equal((PathForm.Service, false), (request.PathForm, request.MayBeUnsigned));
        Assert.Equal(("orders", TimeSpan.FromSeconds(7), TimeSpan.FromHours(3)), (call.Terms.Service, call.Terms.Window, call.Terms.LongestExpiry));
    }

    [Fact]
    public void A_question_with_a_token_alone_has_no_call() => Assert.Null(ReadQuestion(new AuthorizeRequest { SessionToken = "t", Action = "orders:GetOrder", Resource = "*" }).Signed);

    [Theory]
    [InlineData("", "", "eu-central-1")]
    [InlineData("eu-west-1", "", "eu-west-1")]
    [InlineData("eu-west-1", "us-east-1", "us-east-1")]
    [InlineData("eu-west-1", "aws-global", "us-east-1")]
    public void It_is_signed_for_the_region_of_the_question_unless_it_says_another(string ofQuestion, string own, string expected)
    {
        AuthorizeRequest question = Question(r => r.Region = own);
        question.Region = ofQuestion;
        SignatureTerms terms = ReadQuestion(question).Signed!.Terms;
        Assert.True(terms.IsRegionAllowed(expected));
        Assert.DoesNotContain(new[] { "eu-central-1", "eu-west-1", "us-east-1", "aws-global", "" }, r => r != expected && terms.IsRegionAllowed(r));
    }

    [Theory]
    [InlineData("s3", PayloadPolicy.Unspecified, PathForm.S3, false)]
    [InlineData("s3", PayloadPolicy.UnsignedAllowed, PathForm.S3, true)]
    [InlineData("s3-outposts", PayloadPolicy.Signed, PathForm.Service, false)]
    [InlineData("orders", PayloadPolicy.UnsignedAllowed, PathForm.Service, true)]
    public void Service_and_policy_say_what_becomes_of_path_and_payload(string service, PayloadPolicy policy, PathForm form, bool mayBeUnsigned)
    {
        SignableRequest request = Read(r => (r.Service, r.PayloadPolicy) = (service, policy)).Signed!.Request;
        Assert.Equal((form, mayBeUnsigned), (request.PathForm, request.MayBeUnsigned));
    }

    [Fact]
    public void An_unknown_hash_is_possible_only_where_a_payload_need_not_be_signed()
    {
        Assert.Equal("", Read(static r => (r.PayloadSha256, r.PayloadPolicy) = ("", PayloadPolicy.UnsignedAllowed)).Signed!.Request.PayloadHash);
        AssertFault("signed_request.payload_sha256", static r => r.PayloadSha256 = "");
        AssertFault("signed_request.payload_sha256", static r => r.PayloadSha256 = EmptyHash[1..]);
        AssertFault("signed_request.payload_sha256", static r => r.PayloadSha256 = EmptyHash.ToUpperInvariant());
        AssertFault("signed_request.payload_policy", static r => r.PayloadPolicy = (PayloadPolicy)3);
        AssertFault("signed_request.payload_policy", static r => r.PayloadPolicy = (PayloadPolicy)(-1));
    }

    [Fact]
    public void Headers_are_bounded_and_have_names()
    {
        Read(static r => Fill(r, 100));
        AssertFault("signed_request.headers", static r => Fill(r, 101));
        Read(static r => r.Headers[1].Value = new string('v', 65_536 - 20));
        AssertFault("signed_request.headers", static r => r.Headers[1].Value = new string('v', 65_536));
        foreach (var name in new[] { "", ":authority", "a b", "a:", "ä", "a\n" }) AssertFault("signed_request.headers", r => r.Headers[0].Name = name);

        static void Fill(SignedHttpRequest request, int count)
        {
            while (request.Headers.Count < count) request.Headers.Add(new HttpHeader { Name = "a" });
        }
    }

    [Fact]
    public void Uri_service_and_method_are_bounded()
    {
        Read(static r => r.Uri = "/" + new string('a', 16_383));
        AssertFault("signed_request.uri", static r => r.Uri = "/" + new string('a', 16_384));
        Read(static r => r.Service = new string('a', 64));
        AssertFault("signed_request.service", static r => r.Service = new string('a', 65));
        Read(static r => r.Method = "VERSION-CONTROL");
        AssertFault("signed_request.method", static r => r.Method = new string('A', 33));
    }

    [Fact]
    public void One_of_two_proofs_is_one_too_many()
    {
        AuthorizeRequest question = Question(static _ => { });
        question.SessionToken = "t";
        Assert.Contains("are both there", Reader.Read(Received.Of(question), out AuthorizationQuery? query), StringComparison.Ordinal);
        Assert.Null(query);
    }

    [Fact]
    public void An_entry_that_says_the_same_is_the_same_call_and_another_is_not()
    {
        AuthorizeRequest one = Question(static _ => { }), same = Question(static _ => { }), other = Question(static r => r.Uri = "/x"), elsewhere = Question(static _ => { });
        elsewhere.Region = "eu-west-1";
        AuthorizationQuery first = Next(one, null, null, out ReceivedRequest before);
        Assert.Same(first.Signed, Next(same, before, first, out _).Signed);
        Assert.NotSame(first.Signed, Next(other, before, first, out _).Signed);
        Assert.NotSame(first.Signed, Next(elsewhere, before, first, out _).Signed);
        Assert.Null(Next(new AuthorizeRequest { Action = "orders:GetOrder", Resource = "*" }, before, first, out _).Signed);
    }

    private static AuthorizationQuery Next(AuthorizeRequest request, ReceivedRequest? before, AuthorizationQuery? query, out ReceivedRequest read)
    {
        read = ReceivedRequest.Read(request.ToByteArray(), before);
        Assert.Null(Reader.Read(read, Reader.Alone, query is null ? null : new ReadRequest(before!, query), out AuthorizationQuery? next));
        return next!;
    }

    private static AuthorizeRequest Question(Action<SignedHttpRequest> change)
    {
        var request = new SignedHttpRequest { Method = "GET", Uri = "/", Service = "orders", PayloadSha256 = EmptyHash };
        request.Headers.Add(new HttpHeader { Name = "Host", Value = "orders" });
        request.Headers.Add(new HttpHeader { Name = "x-amz-date", Value = "d" });
        change(request);
        return new AuthorizeRequest { SignedRequest = request, Action = "orders:GetOrder", Resource = "*" };
    }

    private static AuthorizationQuery Read(Action<SignedHttpRequest> change) => ReadQuestion(Question(change));

    private static AuthorizationQuery ReadQuestion(AuthorizeRequest question)
    {
        Assert.Null(Reader.Read(Received.Of(question), out AuthorizationQuery? query));
        return query!;
    }

    private static void AssertFault(string field, Action<SignedHttpRequest> change)
    {
        var fault = Reader.Read(Received.Of(Question(change)), out AuthorizationQuery? query);
        Assert.StartsWith($"`{field}` ", fault, StringComparison.Ordinal);
        Assert.Null(query);
    }
}
