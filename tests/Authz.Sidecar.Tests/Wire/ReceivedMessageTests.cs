using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Sidecar.Tests.Wire;

/// <summary>What is read without message objects is what the generated code reads, and what that refuses is refused.</summary>
public sealed class ReceivedMessageTests
{
    private static readonly Gen<string> Texts = Gen.Frequency(
        (1, Gen.Const("")), (4, Gen.String.AlphaNumeric), (1, Gen.Const("äöü😀")), (1, Gen.Const(new string('x', 200))));

    private static readonly Gen<(string, string[])[]> Contexts = Gen.Select(Texts, Texts.Array[0, 3]).Array[0, 4];

    private static readonly Gen<HttpHeader[]> Headers = Gen.Select(Texts, Texts, static (name, value) => new HttpHeader { Name = name, Value = value }).Array[0, 4];

    private static readonly Gen<SignedHttpRequest?> Signed = Gen.Frequency(
        (1, Gen.Const((SignedHttpRequest?)null)),
        (1, Gen.Select(Texts, Texts, Headers, Texts, Texts, Texts, Gen.Int[-1, 3]).Select(
            static (method, uri, headers, hash, service, region, policy) => (SignedHttpRequest?)new SignedHttpRequest
            {
                Method = method,
                Uri = uri,
                Headers = { headers },
                PayloadSha256 = hash,
                Service = service,
                Region = region,
                PayloadPolicy = (PayloadPolicy)policy,
            })));

    private static readonly Gen<AuthorizeRequest> Requests = Gen.Select(Texts, Texts, Texts, Texts, Texts, Contexts, Gen.Select(Gen.Bool, Gen.Bool), Signed).Select(
        static (token, action, resource, region, revision, context, flags, signed) =>
        {
            var request = new AuthorizeRequest
            {
                SessionToken = token,
                Action = action,
                Resource = resource,
                Region = region,
                MinPolicyRevision = revision,
                EncodeDenial = flags.Item1,
                LikePrevious = flags.Item2,
                SignedRequest = signed,
            };
            foreach ((var key, var values) in context) request.Context[key] = new ContextValues { Values = { values } };
            return request;
        });

    private static readonly Gen<AuthorizeBatchRequest> Batches = Gen.Select(Requests.Array[0, 5], Requests).Select(static (entries, common) =>
    {
        var batch = new AuthorizeBatchRequest
        {
            Requests = { entries },
            SessionToken = common.SessionToken,
            Region = common.Region,
            MinPolicyRevision = common.MinPolicyRevision,
            SignedRequest = common.SignedRequest,
        };
        batch.Context.Add(common.Context);
        return batch;
    });

    [Fact]
    public void A_request_is_what_was_sent() => Requests.Sample(static r => AssertSame(r, Received.Of(r)), iter: 1_000);

    [Fact]
    public void A_batch_is_what_was_sent() => Batches.Sample(
        static sent =>
        {
            var batch = Received.Of(sent);
            Assert.Equal(sent.Requests.Count, batch.Count);
            foreach ((AuthorizeRequest expected, ReceivedRequest actual) in sent.Requests.Zip(batch.Requests)) AssertSame(expected, actual);
            Assert.Equal((sent.SessionToken, sent.Region, sent.MinPolicyRevision), (batch.SessionToken, batch.Region, batch.MinPolicyRevision));
            AssertSame(sent.Context, batch.Context);
            AssertSame(sent.SignedRequest, batch.SignedRequest);
        }, iter: 500);

    [Fact]
    public void A_request_is_read_alike_whatever_came_before_it() => Gen.Select(Requests, Requests, Gen.Int[0, 3]).Sample(
        static (one, other, change) =>
        {
            AuthorizeRequest next = one.Clone();
            if (change == 1 && next.Context.Count > 0) next.Context[next.Context.Keys.First()] = new ContextValues { Values = { "other" } };
            if (change == 2) next.Context["more"] = new ContextValues { Values = { "1", "2" } };
            if (change == 3) next = other;
            if (change == 2 && next.SignedRequest is { } signed) signed.Headers.Add(new HttpHeader { Name = "more" });
            var before = Received.Of(one);
            var read = ReceivedRequest.Read(next.ToByteArray(), before);
            AssertSame(next, read);
            // the same request is verified once, another one for itself
            if (before.SignedRequest is not null && read.SignedRequest is not null)
                Assert.Equal(next.SignedRequest.Equals(one.SignedRequest), ReferenceEquals(before.SignedRequest, read.SignedRequest));
            if (read.HasContextOf(before)) Assert.Equal(one.Context, next.Context);
            else Assert.False(change == 0 && next.Context.All(static c => IsCompared(c.Key, c.Value.Values)));
        }, iter: 2_000);

    // texts of other letters, and sets, are made again
    private static bool IsCompared(string key, IList<string> values) => values.Count < 2 && key.Concat(values.FirstOrDefault("")).All(char.IsAscii);

    [Fact]
    public void Broken_bytes_are_read_or_refused_as_the_generated_code_does()
    {
        var (read, refused) = (0, 0);
        Gen.Select(Requests, Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4], Gen.Int[0, 20]).Sample(
            (request, changes, cut) =>
            {
                var bytes = request.ToByteArray().ToList();
                foreach ((var at, var value) in changes)
                {
                    if (at < bytes.Count) bytes[at] = value;
                    else bytes.Add(value);
                }

                var broken = bytes.Take(Math.Max(0, bytes.Count - (cut < 10 ? 0 : cut - 10))).ToArray();
                if (Expect(broken) is not { } expected)
                {
                    Assert.Equal(StatusCode.InvalidArgument, Assert.Throws<RpcException>(() => ReceivedRequest.Read(broken)).StatusCode);
                    Interlocked.Increment(ref refused);
                }
                else if (!IsStricter(broken))
                {
                    AssertSame(expected, ReceivedRequest.Read(broken));
                    Interlocked.Increment(ref read);
                }
            }, iter: 20_000);
        Assert.True(read > 1_000 && refused > 1_000, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData("0a0161" + "0a0162", "b")] // given twice: the last counts
    [InlineData("38ffffffffffffffffff01" + "0a0161", "a")] // an unknown number of ten bytes
    [InlineData("41" + "0102030405060708" + "0a0161", "a")] // eight bytes
    [InlineData("45" + "01020304" + "0a0161", "a")] // four bytes
    [InlineData("4b" + "4c" + "0a0161", "a")] // a group
    [InlineData("4b" + "53" + "0801" + "54" + "4c" + "0a0161", "a")] // a group within a group
    [InlineData("0801", "")] // a known field of another kind is an unknown one
    [InlineData("8a8080808000" + "0161", "a")] // a tag that is longer than it must be
    public void Fields_that_nobody_asks_for_are_passed_over(string hex, string token)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(token, AuthorizeRequest.Parser.ParseFrom(bytes).SessionToken);
        Assert.Equal(token, ReceivedRequest.Read(bytes).SessionToken);
    }

    [Theory]
    [InlineData("0a")] // no length
    [InlineData("0a05" + "61")] // shorter than it says
    [InlineData("0affffffffffffffffff01" + "61")] // a length below zero
    [InlineData("38ffffffffffffffffffff01")] // a number of eleven bytes
    [InlineData("00")] // no number
    [InlineData("02" + "00")] // number 0
    [InlineData("4c")] // an end without a beginning
    [InlineData("4b" + "54")] // another group's end
    [InlineData("4b")] // a group without an end
    [InlineData("0e")] // no kind
    [InlineData("41" + "01")] // eight bytes, cut
    [InlineData("0a01ff")] // no UTF-8
    public void What_is_no_message_is_refused(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Null(Expect(bytes));
        var refusal = Assert.Throws<RpcException>(() => ReceivedRequest.Read(bytes));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.StartsWith("the request is no message of this method: ", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_followed_to_a_bounded_depth() => Assert.Throws<RpcException>(
        static () => ReceivedRequest.Read([.. Enumerable.Repeat<byte>(0x4b, 100_000), .. Enumerable.Repeat<byte>(0x4c, 100_000)]));

    [Theory]
    [InlineData(new byte[] { 0x38, 0x00 })]
    [InlineData(new byte[] { 0x38, 0x01 })]
    [InlineData(new byte[] { 0x38, 0x01, 0x38, 0x00 })]
    [InlineData(new byte[] { 0x38, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    [InlineData(new byte[] { 0x38, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02 })]
    [InlineData(new byte[] { 0x38, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    [InlineData(new byte[] { 0x38, 0x80 })]
    [InlineData(new byte[] { 0x38, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    public void A_flag_is_a_whole_number(byte[] bytes)
    {
        if (Expect(bytes) is { } expected) AssertSame(expected, ReceivedRequest.Read(bytes));
        else Assert.Throws<RpcException>(() => ReceivedRequest.Read(bytes));
    }

    [Fact]
    public void A_message_in_pieces_is_one_and_that_of_the_entry_before_stays_what_it_is() => Gen.Select(Requests, Requests, Gen.Bool).Sample(
        static (one, other, isSame) =>
        {
            var before = Received.Of(one);
            // a field that comes twice is merged
            byte[] bytes = [.. (isSame ? one : other).ToByteArray(), .. other.ToByteArray(), .. one.ToByteArray()];
            AuthorizeRequest expected = AuthorizeRequest.Parser.ParseFrom(bytes);
            AssertSame(expected.SignedRequest, ReceivedRequest.Read(bytes, before).SignedRequest);
            AssertSame(one.SignedRequest, before.SignedRequest);
        }, iter: 1_000);

    [Fact]
    public void Many_pieces_take_no_more_time_than_their_bytes()
    {
        // 4 MB of them: by the square it would be hours
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0x42, 0x02, 0x1a, 0x00], 1_000_000).SelectMany(static b => b)];
        Assert.Equal(RequestLimits.Headers + 1, ReceivedRequest.Read(bytes).SignedRequest!.Headers.Count);
    }

    [Fact]
    public void Far_more_than_is_answered_is_counted_and_not_kept()
    {
        var batch = new AuthorizeBatchRequest();
        for (var i = 0; i < 5_000; i++) batch.Requests.Add(new AuthorizeRequest());
        var received = Received.Of(batch);
        Assert.Equal((5_000, RequestLimits.BatchSize + 1), (received.Count, received.Requests.Count));
        var request = new AuthorizeRequest();
        for (var i = 0; i < 5_000; i++) request.Context.Add($"k{i}", new ContextValues());
        Assert.Equal(RequestLimits.ContextKeys + 1, Received.Of(request).Context.Length);
    }

    private static AuthorizeRequest? Expect(byte[] bytes)
    {
        try
        {
            return AuthorizeRequest.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // the generated code passes over the kinds 6 and 7, which do not exist, within an entry of a map and nowhere else
    private static bool IsStricter(byte[] bytes)
    {
        try
        {
            ReceivedRequest.Read(bytes);
            return false;
        }
        catch (RpcException refusal) when (refusal.Status.Detail.Contains("no known kind", StringComparison.Ordinal))
        {
            return true;
        }
    }

    private static void AssertSame(AuthorizeRequest expected, ReceivedRequest actual)
    {
        Assert.Equal(
            (expected.SessionToken, expected.Action, expected.Resource, expected.Region, expected.MinPolicyRevision, expected.EncodeDenial, expected.LikePrevious),
            (actual.SessionToken, actual.Action, actual.Resource, actual.Region, actual.MinPolicyRevision, actual.EncodeDenial, actual.LacksPrevious));
        AssertSame(expected.Context, actual.Context);
        AssertSame(expected.SignedRequest, actual.SignedRequest);
    }

    private static void AssertSame(SignedHttpRequest? expected, ReceivedSignedRequest? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is null || actual is null) return;
        Assert.Equal(
            (expected.Method, expected.Uri, expected.PayloadSha256, expected.Service, expected.Region, expected.PayloadPolicy),
            (actual.Method, actual.Uri, actual.PayloadSha256, actual.Service, actual.Region, actual.PayloadPolicy));
        Assert.Equal(expected.Headers.Select(static h => (h.Name, h.Value)), actual.Headers.Select(static h => (h.Key, h.Value)));
    }

    // a key that arrives twice is kept twice, for whoever refuses it
    private static void AssertSame(IDictionary<string, ContextValues> expected, ReadOnlySpan<ReceivedKey> actual)
    {
        var last = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (ReceivedKey key in actual) last[key.Name] = key.Values;
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), last.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, e => Assert.Equal(e.Value.Values, last[e.Key]));
    }
}
