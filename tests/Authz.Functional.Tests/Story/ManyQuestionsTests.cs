using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
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
