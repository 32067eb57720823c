using Authz.LoadTests.Generators;
using Authz.LoadTests.Tests.Stub;

namespace Authz.LoadTests.Tests.Generators;

public sealed class FixedRateTests
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_call_that_is_due_is_made_and_counts()
    {
        await using StubServer server = await StubServer.StartAsync(static () => Task.FromResult(StubQuestion.Answer));
        Latencies latencies = await RunAsync(server, 500, new StubQuestion());
        Assert.InRange(latencies.Count, 499, 501);
    }

    [Theory]
    [InlineData(100)]
    // one call at a time on each connection: what comes later cannot even be sent before the stall is over
    [InlineData(1)]
    public async Task A_stall_is_charged_with_every_call_that_was_due_in_it(int streams)
    {
        var asked = 0;
        Task? stall = null;
        await using StubServer server = await StubServer.StartAsync(
            async () =>
            {
                if (Interlocked.Increment(ref asked) == 500) stall = Task.Delay(400);
                if (stall is { } delay) await delay;
                return StubQuestion.Answer;
            },
            streams);
        Latencies latencies = await RunAsync(server, 1000, new StubQuestion());
        // 400 of 1000 calls are due in the stall, and 200 of them in its first half
        Assert.InRange(latencies.Microseconds(82), 190_000, double.MaxValue);
        Assert.InRange(latencies.Longest, 390_000, double.MaxValue);
    }

    [Fact]
    public async Task A_request_of_many_frames_is_sent_whole()
    {
        await using StubServer server = await StubServer.StartAsync(static () => Task.FromResult(StubQuestion.Answer));
        Assert.InRange((await RunAsync(server, 50, new StubQuestion(60_000))).Count, 49, 51);
    }

    [Fact]
    public async Task A_wrong_byte_ends_the_run()
    {
        byte[] deny = [0, 0, 0, 0, 6, 8, 2, 16, 1, 77, 77];
        await AssertFaultAsync(deny, "not the right one");
    }

    [Fact]
    public async Task A_shorter_answer_ends_the_run() => await AssertFaultAsync(StubQuestion.Answer[..^1], "has 10 bytes instead of 11");

    [Fact]
    public async Task An_error_ends_the_run() => await AssertFaultAsync([], "has 0 bytes instead of 11");

    [Fact]
    public async Task A_run_is_cancelled()
    {
        await using StubServer server = await StubServer.StartAsync(static () => Task.FromResult(StubQuestion.Answer));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        var shape = new FixedRateShape(100, WarmUp, TimeSpan.FromMinutes(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FixedRate.RunAsync(server.Address, new StubQuestion(), shape, stop.Token));
    }

    [Fact]
    public async Task The_closed_loop_keeps_calls_under_way()
    {
        await using StubServer server = await StubServer.StartAsync(
            static async () =>
            {
                await Task.Delay(50);
                return StubQuestion.Answer;
            });
        LoadFigures figures = await Task.Run(
            () => ClosedLoop.Run(server.Address, new StubQuestion(), new LoadShape(2, 5, 1), TestContext.Current.CancellationToken));
        // ten at a time, each at least 50 ms
        Assert.InRange(figures.Calls, 10, 200);
        Assert.InRange(figures.Median, 49_000, double.MaxValue);
    }

    private static Task<Latencies> RunAsync(StubServer server, double perSecond, StubQuestion question) =>
        FixedRate.RunAsync(server.Address, question, new FixedRateShape(perSecond, WarmUp, Length), TestContext.Current.CancellationToken);

    private static async Task AssertFaultAsync(byte[] answer, string expected)
    {
        await using StubServer server = await StubServer.StartAsync(() => Task.FromResult(answer));
        LoadFaultException fault = await Assert.ThrowsAsync<LoadFaultException>(() => RunAsync(server, 100, new StubQuestion()));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }
}
