using System.Diagnostics;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Reloading;

/// <summary>Callers that ask for a revision of the policies.</summary>
public sealed class RevisionTests : IDisposable
{
    private readonly TwoOrganizations _organizations = new(isVolume: false);

    public void Dispose() => _organizations.Dispose();

    [Theory, ClassData(typeof(Transports))]
    public async Task A_caller_reads_its_own_write(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport);
        AuthorizeRequest question = await QuestionAsync(sidecar);
        foreach (var name in new[] { "b", "a", "b" })
        {
            _organizations.Swap(name);
            question.MinPolicyRevision = (await sidecar.ReloadAsync(AccessKeyPair.Ops)).PolicyRevision;
            Assert.Equal(name == "a" ? Decision.Allow : Decision.Deny, (await sidecar.Client.AuthorizeAsync(question)).Decision);
        }

        // it was served, and replaced by a later one
        question.MinPolicyRevision = _organizations.RevisionOf("a");
        Assert.Equal(_organizations.RevisionOf("b"), (await sidecar.Client.AuthorizeAsync(question)).PolicyRevision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_revision_that_comes_is_waited_for(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport, "--Authz:Organization:RevisionWait=30s");
        AuthorizeRequest question = await QuestionAsync(sidecar);
        question.MinPolicyRevision = _organizations.RevisionOf("b");
        var batch = new AuthorizeBatchRequest { MinPolicyRevision = question.MinPolicyRevision, Requests = { question } };
        Task<AuthorizeResponse> answer = sidecar.Client.AuthorizeAsync(question);
        Task<AuthorizeBatchResponse> answers = sidecar.Client.AuthorizeBatchAsync(batch);
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        await stream.RequestStream.WriteAsync(question);
        Assert.False(answer.IsCompleted || answers.IsCompleted);
        _organizations.Swap("b");
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        AuthorizeResponse[] all = [await answer, (await answers).Responses[0], stream.ResponseStream.Current];
        Assert.All(all, a => Assert.Equal((Decision.Deny, question.MinPolicyRevision), (a.Decision, a.PolicyRevision)));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_revision_that_does_not_come_fails_the_call(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport, "--Authz:Organization:RevisionWait=100ms");
        AuthorizeRequest question = await QuestionAsync(sidecar);
        question.MinPolicyRevision = "feedfeedfeedfeed";
        AuthzException refusal = await SidecarCalls.RefusedAsync(
            StatusCode.FailedPrecondition, "PolicyRevisionNotServed", sidecar.Client.AuthorizeAsync(question));
        Assert.Contains("feedfeedfeedfeed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_organizations.RevisionOf("a"), refusal.Message, StringComparison.Ordinal);
        await SidecarCalls.RefusedAsync(StatusCode.FailedPrecondition, "PolicyRevisionNotServed",
            sidecar.Client.AuthorizeBatchAsync(new AuthorizeBatchRequest { MinPolicyRevision = "feedfeedfeedfeed" }));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Entries_of_batches_and_streams_are_denied_by_themselves(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport, "--Authz:Organization:RevisionWait=100ms");
        AuthorizeRequest question = await QuestionAsync(sidecar);
        AuthorizeRequest reached = question.Clone(), unreached = question.Clone();
        (reached.MinPolicyRevision, unreached.MinPolicyRevision) = (_organizations.RevisionOf("a"), _organizations.RevisionOf("b"));
        AuthorizeRequest[] entries = [question, unreached, reached];
        var batch = new AuthorizeBatchRequest();
        batch.Requests.AddRange(entries);
        List<AuthorizeResponse> answers = [.. (await sidecar.Client.AuthorizeBatchAsync(batch)).Responses];
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        foreach (AuthorizeRequest entry in entries)
        {
            await stream.RequestStream.WriteAsync(entry);
            Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            answers.Add(stream.ResponseStream.Current);
        }

        DecisionReason[] expected = [DecisionReason.Allowed, DecisionReason.NotReady, DecisionReason.Allowed];
        Assert.Equal([.. expected, .. expected], answers.Select(static a => a.Reason));
        Assert.Contains(unreached.MinPolicyRevision, answers[1].Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_wait_ends_with_the_call(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport, "--Authz:Organization:RevisionWait=1m");
        AuthorizeRequest question = await QuestionAsync(sidecar);
        question.MinPolicyRevision = "feedfeedfeedfeed";
        var start = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sidecar.Client.AuthorizeAsync(question, patience.Token));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_text_that_is_no_revision_is_refused(Transport transport)
    {
        await using TestSidecar sidecar = await StartAsync(transport);
        AuthorizeRequest question = await QuestionAsync(sidecar);
        question.MinPolicyRevision = new string('a', 65);
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeAsync(question));
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError",
            sidecar.Client.AuthorizeBatchAsync(new AuthorizeBatchRequest { MinPolicyRevision = question.MinPolicyRevision }));
        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        await stream.RequestStream.WriteAsync(question);
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(DecisionReason.RequestInvalid, stream.ResponseStream.Current.Reason);
    }

    private Task<TestSidecar> StartAsync(Transport transport, params string[] settings) =>
        TestSidecar.StartAsync(transport, _organizations.Files, null, [.. _organizations.Settings, .. settings]);

    private static async Task<AuthorizeRequest> QuestionAsync(TestSidecar sidecar) =>
        TwoOrganizations.Questions(await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator))[0];
}
