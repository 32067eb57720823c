using Authz.Sts.Caching;

namespace Authz.Sts.Tests.Caching;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();

    [Fact]
    public async Task Who_comes_while_the_work_is_done_takes_its_result()
    {
        const int Callers = 8;
        var count = 0;
        using var started = new SemaphoreSlim(0);
        using var end = new ManualResetEventSlim();
        Task<int> first = Run(() =>
        {
            started.Release();
            end.Wait();
            return Interlocked.Increment(ref count);
        });
        await started.WaitAsync(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(0, Callers).Select(_ => Run(() => Interlocked.Increment(ref count))).ToArray();
        Assert.False(first.IsCompleted);
        end.Set();
        Assert.Equal(1, await first);
        // one that had not begun when the first was done does its own work
        foreach (Task<int> other in others) Assert.InRange(await other, 1, Callers);

        Task<int> Run(Func<int> work) => Task.Factory.StartNew(
            () => _flights.Do("key", work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Fact]
    public void Nothing_is_remembered()
    {
        Assert.Equal(1, _flights.Do("key", static () => 1));
        Assert.Equal(2, _flights.Do("key", static () => 2));
    }

    [Fact]
    public void Work_that_throws_is_not_remembered_either()
    {
        Assert.Throws<InvalidOperationException>(() => _flights.Do("key", static () => throw new InvalidOperationException()));
        Assert.Equal(2, _flights.Do("key", static () => 2));
    }
}
