using System.Collections.Concurrent;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Reloading;

/// <summary>While two organizations are swapped as fast as it goes, every answer is one that the one or the other alone gives.</summary>
public sealed class ReloadStormTests
{
    private const int Swaps = 40;

    [Theory]
    [InlineData(Transport.Tcp, false)]
    [InlineData(Transport.Unix, true)]
    public async Task Every_answer_is_of_one_organization(Transport transport, bool isVolume)
    {
        using var organizations = new TwoOrganizations(isVolume);
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, organizations.Files, null, organizations.Settings);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        AuthorizeRequest[] questions = TwoOrganizations.Questions(session);
        var expected = new Expectation(questions.Length);
        foreach (var name in new[] { "a", "b" })
        {
            organizations.Swap(name);
            Assert.Equal(organizations.RevisionOf(name), (await sidecar.ReloadAsync(AccessKeyPair.Ops)).PolicyRevision);
            for (var i = 0; i < questions.Length; i++) expected.Add(i, await sidecar.Client.AuthorizeAsync(questions[i]));
        }

        expected.AssertDiffers();
        using var end = new CancellationTokenSource();
        Task[] askers =
        [
            .. Enumerable.Range(0, 3).Select(_ => AskAsync(sidecar, questions, expected, end.Token)),
            AskBatchAsync(sidecar, questions, expected, end.Token), AskBatchAsync(sidecar, questions, expected, end.Token),
            AskStreamAsync(sidecar, questions, expected, end.Token),
        ];
        await StormAsync(organizations, expected, askers);
        await end.CancelAsync();
        await Task.WhenAll(askers);
        Assert.Empty(expected.Surprises);
    }

    // until all have seen it swap often enough, and at least so often that some swaps fell into loads
    private static async Task StormAsync(TwoOrganizations organizations, Expectation expected, Task[] askers)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        for (var i = 0; expected.Flips < Swaps || i < Swaps; i++)
        {
            organizations.Swap(i % 2 == 0 ? "a" : "b");
            // some come while a load is under way, some when nothing is
            await Task.Delay(i % 7 * 10, patience.Token);
            if (Array.Exists(askers, static a => a.IsFaulted)) break;
        }
    }

    private static async Task AskAsync(TestSidecar sidecar, AuthorizeRequest[] questions, Expectation expected, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var at = i % questions.Length;
            expected.Check(at, await sidecar.Client.AuthorizeAsync(questions[at], CancellationToken.None));
        }
    }

    private static async Task AskBatchAsync(TestSidecar sidecar, AuthorizeRequest[] questions, Expectation expected, CancellationToken end)
    {
        var batch = new AuthorizeBatchRequest();
        for (var i = 0; i < 20; i++) batch.Requests.AddRange(questions);
        while (!end.IsCancellationRequested)
        {
            AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch, CancellationToken.None);
            for (var i = 0; i < answers.Responses.Count; i++) expected.Check(i % questions.Length, answers.Responses[i]);
            Assert.Single(answers.Responses.Select(static r => r.PolicyRevision).Distinct());
        }
    }

    private static async Task AskStreamAsync(TestSidecar sidecar, AuthorizeRequest[] questions, Expectation expected, CancellationToken end)
    {
        using var stream = sidecar.Client.Authorization.AuthorizeStream(cancellationToken: CancellationToken.None);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var at = i % questions.Length;
            await stream.RequestStream.WriteAsync(questions[at], CancellationToken.None);
            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
            expected.Check(at, stream.ResponseStream.Current);
        }

        await stream.RequestStream.CompleteAsync();
    }

    /// <summary>The whole answers of both organizations, but for the ids of the decisions.</summary>
    private sealed class Expectation(int questions)
    {
        private readonly List<AuthorizeResponse>[] _answers = [.. Enumerable.Range(0, questions).Select(static _ => new List<AuthorizeResponse>())];
        private string _last = "";
        private int _flips;

        public int Flips => Volatile.Read(ref _flips);

        public ConcurrentQueue<AuthorizeResponse> Surprises { get; } = new();

        public void Add(int question, AuthorizeResponse answer) => _answers[question].Add(Bare(answer));

        public void AssertDiffers()
        {
            Assert.All(_answers, static a => Assert.Equal(2, a.Select(static r => r.PolicyRevision).Distinct().Count()));
            Assert.True(_answers.Count(static a => a[0].Decision != a[1].Decision) >= 4);
        }

        public void Check(int question, AuthorizeResponse answer)
        {
            if (!_answers[question].Contains(Bare(answer))) Surprises.Enqueue(answer);
            var before = Interlocked.Exchange(ref _last, answer.PolicyRevision);
            if (before != answer.PolicyRevision) Interlocked.Increment(ref _flips);
        }

        private static AuthorizeResponse Bare(AuthorizeResponse answer)
        {
            AuthorizeResponse bare = answer.Clone();
            Assert.NotEmpty(bare.DecisionId);
            bare.DecisionId = "";
            return bare;
        }
    }
}
