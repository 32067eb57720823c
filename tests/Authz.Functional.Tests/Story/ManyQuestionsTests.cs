using System.Net;
using System.Net.Http.Headers;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class ManyQuestionsTests(SharedSidecars sidecars)
{
    private static readonly (Decision, DecisionReason)[] Expected =
    [
        (Decision.Allow, DecisionReason.Allowed), (Decision.Deny, DecisionReason.RequestInvalid),
        (Decision.Deny, DecisionReason.ExplicitDeny), (Decision.Deny, DecisionReason.TokenMissing), (Decision.Allow, DecisionReason.Allowed),
    ];

    [Theory, ClassData(typeof(Transports))]
    public async Task A_batch_keeps_its_order_around_an_entry_that_cannot_be_read(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var batch = new AuthorizeBatchRequest();
        batch.Requests.AddRange(await QuestionsAsync(sidecar));
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        Assert.Equal(Expected, answers.Responses.Select(static r => (r.Decision, r.Reason)));
        Assert.Equal(Expected.Length, answers.Responses.Select(static r => r.DecisionId).Distinct().Count());
        Assert.All(answers.Responses, static r => Assert.Equal(r.Decision == Decision.Allow, r.Message.Length == 0));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_stream_keeps_its_order_around_an_entry_that_cannot_be_read(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        var answers = new List<(Decision, DecisionReason)>();
        foreach (AuthorizeRequest question in await QuestionsAsync(sidecar))
        {
            await stream.RequestStream.WriteAsync(question);
            // each is answered before the next is asked
            Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            answers.Add((stream.ResponseStream.Current.Decision, stream.ResponseStream.Current.Reason));
        }

        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(Expected, answers);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_stream_says_once_who_asks_and_a_session_that_was_revoked_meanwhile_is_refused(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        var like = new AuthorizeRequest { Action = "iam:ListUsers", Resource = "*", LikePrevious = true };
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        Assert.Equal(DecisionReason.RequestInvalid, await AskAsync(like));
        Assert.Equal(DecisionReason.Allowed, await AskAsync((await QuestionsAsync(sidecar))[0]));
        Assert.Equal(DecisionReason.Allowed, await AskAsync(like));
        Assert.Equal(DecisionReason.ExplicitDeny, await AskAsync(new AuthorizeRequest(like) { Action = "ec2:DescribeInstances", Region = "us-east-1" }));
        sidecar.Clock.Advance(TimeSpan.FromSeconds(1));
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        Assert.Equal(DecisionReason.SessionRevoked, await AskAsync(like));

        async Task<DecisionReason> AskAsync(AuthorizeRequest question)
        {
            await stream.RequestStream.WriteAsync(question);
            Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            return stream.ResponseStream.Current.Reason;
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Questions_that_are_sent_at_once_are_all_answered_in_order_while_the_stream_stays_open(Transport transport)
    {
        const int Rounds = 40;
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest[] questions = await QuestionsAsync(sidecar);
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        Task sending = Task.Run(
            async () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    foreach (AuthorizeRequest question in questions) await stream.RequestStream.WriteAsync(question);
                }
            }, TestContext.Current.CancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            foreach ((Decision, DecisionReason) expected in Expected)
            {
                Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20)));
                Assert.Equal(expected, (stream.ResponseStream.Current.Decision, stream.ResponseStream.Current.Reason));
            }
        }

        await sending;
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_stream_of_batches_answers_each_in_order_and_goes_on_after_one_that_cannot_be_read(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var good = new AuthorizeBatchRequest();
        good.Requests.AddRange(await QuestionsAsync(sidecar));
        var noRegion = new AuthorizeBatchRequest(good) { Region = "EU" };
        var noRevision = new AuthorizeBatchRequest(good) { MinPolicyRevision = new string('f', 65) };
        var otherRevision = new AuthorizeBatchRequest(good) { MinPolicyRevision = "feedfeedfeedfeedfeedfeedfeedfeed" };
        using var stream = sidecar.Client.Authorization.AuthorizeBatchStream();
        foreach (AuthorizeBatchRequest batch in (AuthorizeBatchRequest[])[good, noRegion, noRevision, otherRevision, good])
            await stream.RequestStream.WriteAsync(batch);
        await stream.RequestStream.CompleteAsync();
        var answers = new List<AuthorizeBatchResponse>();
        await foreach (AuthorizeBatchResponse answer in stream.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)) answers.Add(answer);
        Assert.Equal(5, answers.Count);
        Assert.All(answers, static a => Assert.Equal(Expected.Length, a.Responses.Count));
        Assert.Equal(Expected, answers[0].Responses.Select(static r => (r.Decision, r.Reason)));
        Assert.All(answers[1].Responses, static r => Assert.Equal((Decision.Deny, DecisionReason.RequestInvalid), (r.Decision, r.Reason)));
        Assert.All(answers[1].Responses, static r => Assert.StartsWith("`region` is `EU`", r.Message, StringComparison.Ordinal));
        Assert.All(answers[2].Responses, static r => Assert.Equal((Decision.Deny, DecisionReason.RequestInvalid), (r.Decision, r.Reason)));
        Assert.All(answers[3].Responses, static r => Assert.Equal((Decision.Deny, DecisionReason.NotReady), (r.Decision, r.Reason)));
        Assert.Equal(Expected, answers[4].Responses.Select(static r => (r.Decision, r.Reason)));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_batch_that_is_too_long_ends_its_stream(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var batch = new AuthorizeBatchRequest();
        for (var i = 0; i < 1001; i++) batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        using var stream = sidecar.Client.Authorization.AuthorizeBatchStream();
        await stream.RequestStream.WriteAsync(batch);
        var ended = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.InvalidArgument, ended.StatusCode);
        Assert.StartsWith("`requests` has 1001 entries", ended.Status.Detail, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_stream_takes_compressed_requests_and_requests_longer_than_a_piece_of_the_connection(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest[] questions = await QuestionsAsync(sidecar);
        // 250 KiB: several windows of HTTP/2
        AuthorizeRequest longest = questions[0].Clone();
        longest.SessionToken = new string('x', 250 * 1024);
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        using var stream = sidecar.Client.Authorization.AuthorizeStream(headers);
        foreach (AuthorizeRequest question in (AuthorizeRequest[])[.. questions, longest, questions[0]]) await stream.RequestStream.WriteAsync(question);
        stream.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await stream.RequestStream.WriteAsync(longest);
        await stream.RequestStream.CompleteAsync();
        var answers = new List<(Decision, DecisionReason)>();
        await foreach (AuthorizeResponse answer in stream.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            answers.Add((answer.Decision, answer.Reason));
        Assert.Equal([.. Expected, (Decision.Deny, DecisionReason.TokenInvalid), Expected[0], (Decision.Deny, DecisionReason.TokenInvalid)], answers);
    }

    [Theory]
    [InlineData(Transport.Tcp, "00" + "00000001" + "0a", StatusCode.InvalidArgument)] // no message
    [InlineData(Transport.Unix, "00" + "00000001" + "0a", StatusCode.InvalidArgument)]
    [InlineData(Transport.Tcp, "00" + "00000002" + "0a", StatusCode.Internal)] // ends within a message
    [InlineData(Transport.Tcp, "00" + "0000", StatusCode.Internal)] // ends before one
    [InlineData(Transport.Tcp, "01" + "00000001" + "0a", StatusCode.Unimplemented)] // compressed, and nothing says how
    [InlineData(Transport.Tcp, "00" + "00400001", StatusCode.ResourceExhausted)] // too long
    public async Task What_was_answered_before_a_fault_of_the_stream_arrives(Transport transport, string hex, StatusCode expected)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var question = (await QuestionsAsync(sidecar))[0].ToByteArray();
        byte[] head = [0, 0, 0, (byte)(question.Length >> 8), (byte)question.Length];
        using HttpClient browser = TestSidecar.Browser(sidecar.Endpoint);
        using var content = new ByteArrayContent([.. head, .. question, .. Convert.FromHexString(hex)]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/authz.v1.AuthorizationService/AuthorizeStream")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using HttpResponseMessage response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DecisionReason.Allowed, AuthorizeResponse.Parser.ParseFrom(body[5..]).Reason);
        Assert.Equal($"{(int)expected}", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_stream_ends_at_its_deadline_after_what_was_answered(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        using var stream = sidecar.Client.Authorization.AuthorizeStream(deadline: DateTime.UtcNow.AddSeconds(3));
        await stream.RequestStream.WriteAsync((await QuestionsAsync(sidecar))[0]);
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var ended = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_batch_is_bounded_and_may_be_empty(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var batch = new AuthorizeBatchRequest();
        Assert.Empty((await sidecar.Client.AuthorizeBatchAsync(batch)).Responses);
        for (var i = 0; i < 1000; i++) batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        Assert.Equal(1000, (await sidecar.Client.AuthorizeBatchAsync(batch)).Responses.Count);
        batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeBatchAsync(batch));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task An_open_stream_does_not_keep_the_sidecar_from_stopping(Transport transport)
    {
        TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        await stream.RequestStream.WriteAsync(SidecarCalls.Question("", "iam:ListUsers"));
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Task<RpcException> ended = Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await sidecar.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        RpcException end = await ended;
        // Kestrel may close the connection (NO_ERROR) before the client has read the trailers; an answer of ours is UNAVAILABLE, never INTERNAL
        var isClosedByTransport = end.Status.DebugException is HttpProtocolException { ErrorCode: 0 };
        Assert.True(end.StatusCode == StatusCode.Unavailable || isClosedByTransport, end.ToString());
        await sidecar.DisposeAsync();
    }

    private static async Task<AuthorizeRequest[]> QuestionsAsync(TestSidecar sidecar)
    {
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var token = session.Credentials.SessionToken;
        return
        [
            SidecarCalls.Question(token, "iam:ListUsers"), SidecarCalls.Question(token, "iam:*"),
            SidecarCalls.Question(token, "ec2:DescribeInstances", "*", "us-east-1"), SidecarCalls.Question("", "iam:ListUsers"),
            SidecarCalls.Question(token, "iam:ListUsers"),
        ];
    }
}
