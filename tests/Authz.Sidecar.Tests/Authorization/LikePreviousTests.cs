using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Tests.Wire;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using CsCheck;
using Google.Protobuf;

namespace Authz.Sidecar.Tests.Authorization;

public sealed class LikePreviousTests
{
    private static readonly AuthorizeReader Reader = new("eu-central-1");

    private static readonly AuthorizeRequest First = new()
    {
        SessionToken = "token",
        Action = "orders:GetOrder",
        Resource = "*",
        Region = "eu-west-1",
        EncodeDenial = true,
        Context = { ["app:Key"] = new ContextValues { Values = { "value" } } },
    };

    private static readonly AuthorizeRequest Second = new() { Action = "orders:PutOrder", Resource = "*", LikePrevious = true };

    [Fact]
    public void What_a_request_leaves_out_is_as_in_the_one_before_it_and_the_one_before_that()
    {
        var inTurn = new RequestsInTurn();
        AuthorizationQuery first = Read(inTurn, First);
        for (var i = 0; i < 3; i++)
        {
            AuthorizationQuery next = Read(inTurn, Second);
            Assert.Same(first.SessionToken, next.SessionToken);
            Assert.Equal(("eu-west-1", "orders:PutOrder", false), (next.Region, next.Action.Text, next.EncodesDenial));
            Assert.Equal(["app:key=value"], Context(next));
        }
    }

    [Fact]
    public void What_a_request_says_itself_is_its_own()
    {
        var inTurn = new RequestsInTurn();
        Read(inTurn, First);
        AuthorizeRequest own = Second.Clone();
        (own.SessionToken, own.Region) = ("other", "us-east-1");
        own.Context["app:Other"] = new ContextValues { Values = { "own" } };
        AuthorizationQuery query = Read(inTurn, own);
        Assert.Equal(("other", "us-east-1"), (query.SessionToken, query.Region));
        Assert.Equal(["app:other=own"], Context(query));
        // and that of the next
        Assert.Equal(["app:other=own"], Context(Read(inTurn, Second)));
    }

    [Fact]
    public void Who_asks_is_taken_as_a_whole()
    {
        var inTurn = new RequestsInTurn();
        var signed = new AuthorizeRequest { Action = "orders:GetOrder", Resource = "*", SignedRequest = new SignedHttpRequest { Method = "GET" } };
        ReceivedRequest first = inTurn.Read(signed.ToByteArray());
        Assert.Same(first.SignedRequest, inTurn.Read(Second.ToByteArray()).SignedRequest);
        // a token in place of the signature, and the other way round
        ReceivedRequest token = inTurn.Read(new AuthorizeRequest(Second) { SessionToken = "token" }.ToByteArray());
        Assert.Equal(("token", null), (token.SessionToken, token.SignedRequest));
        ReceivedRequest again = inTurn.Read(new AuthorizeRequest(signed) { LikePrevious = true }.ToByteArray());
        Assert.Equal("", again.SessionToken);
        Assert.NotNull(again.SignedRequest);
    }

    [Fact]
    public void A_request_that_does_not_ask_for_it_takes_nothing()
    {
        var inTurn = new RequestsInTurn();
        Read(inTurn, First);
        AuthorizationQuery query = Read(inTurn, new AuthorizeRequest(Second) { LikePrevious = false });
        Assert.Equal(("", "eu-central-1"), (query.SessionToken, query.Region));
        Assert.Empty(query.Context);
    }

    [Fact]
    public void Without_one_before_it_that_is_kept_it_is_refused_and_so_is_the_next()
    {
        var inTurn = new RequestsInTurn();
        AssertRefused(inTurn.Read(Second.ToByteArray()));
        AssertRefused(inTurn.Read(Second.ToByteArray()));
        Read(inTurn, First);
        Read(inTurn, Second);
        Read(inTurn, new AuthorizeRequest(First) { Resource = $"arn:aws:orders:::{new string('x', 1000)}", SessionToken = new string('t', RequestLimits.PreviousBytes) });
        AssertRefused(inTurn.Read(Second.ToByteArray()));
        AssertRefused(inTurn.Read(Second.ToByteArray()));
    }

    [Fact]
    public void One_alone_and_one_of_a_batch_are_refused()
    {
        AssertRefused(Received.Of(Second));
        ReceivedBatch batch = Received.Of(new AuthorizeBatchRequest { Requests = { First, Second } });
        Assert.Null(Reader.Read(batch.Requests[0], out _));
        AssertRefused(batch.Requests[1]);
    }

    [Fact]
    public void A_stream_that_says_once_what_is_common_asks_what_one_that_says_it_each_time_asks()
    {
        var texts = Gen.Int[0, 2].Select(static i => new[] { "", "one", "other" }[i]);
        var requests = Gen.Select(texts, Gen.Int[0, 2].Select(static i => new[] { "", "eu-west-1", "us-east-1" }[i]), texts, Gen.Bool, Gen.Bool).Select(
            static (token, region, value, isLike, isSigned) =>
            {
                var request = new AuthorizeRequest { SessionToken = token, Region = region, LikePrevious = isLike, Action = "orders:GetOrder", Resource = "*" };
                if (value.Length > 0) request.Context["app:Key"] = new ContextValues { Values = { value } };
                if (isSigned && token.Length == 0) request.SignedRequest = new SignedHttpRequest { Method = "GET", Uri = "/" };
                return request;
            });
        requests.Array[1, 8].Sample(
            static stream =>
            {
                var inTurn = new RequestsInTurn();
                AuthorizeRequest? whole = null;
                foreach (AuthorizeRequest request in stream)
                {
                    ReceivedRequest received = inTurn.Read(request.ToByteArray());
                    AuthorizeRequest? expected = Whole(request, whole);
                    whole = expected;
                    Assert.Equal(expected is null, received.LacksPrevious);
                    if (expected is null) continue;
                    Assert.Equal((expected.SessionToken, expected.Region), (received.SessionToken, received.Region));
                    Assert.Equal(expected.SignedRequest is null, received.SignedRequest is null);
                    Assert.Equal(expected.Context.Select(static c => $"{c.Key}={c.Value.Values[0]}"), received.Context.ToArray().Select(static c => $"{c.Name}={c.Values[0]}"));
                }
            }, iter: 2_000);
    }

    // by the words of the protocol, on messages
    private static AuthorizeRequest? Whole(AuthorizeRequest request, AuthorizeRequest? before)
    {
        if (!request.LikePrevious) return request;
        if (before is null) return null;
        AuthorizeRequest whole = request.Clone();
        if (whole is { SessionToken: "", SignedRequest: null }) (whole.SessionToken, whole.SignedRequest) = (before.SessionToken, before.SignedRequest);
        if (whole.Region.Length == 0) whole.Region = before.Region;
        if (whole.Context.Count == 0) whole.Context.Add(before.Context);
        return whole;
    }

    private static AuthorizationQuery Read(RequestsInTurn inTurn, AuthorizeRequest request)
    {
        Assert.Null(Reader.Read(inTurn.Read(request.ToByteArray()), out AuthorizationQuery? query));
        return query!;
    }

    private static IEnumerable<string> Context(AuthorizationQuery query) => query.Context.Select(static c => $"{c.Key.Key.Folded}={c.Value.Single}");

    private static void AssertRefused(ReceivedRequest request) =>
        Assert.StartsWith("`like_previous` is for AuthorizeStream", Reader.Read(request, out _), StringComparison.Ordinal);
}
