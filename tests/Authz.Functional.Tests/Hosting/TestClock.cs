namespace Authz.Functional.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it, unless it runs. Begins at the time of the machine.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly bool _isRunning;

    // the time, or how far a running clock is ahead of the machine's
    private long _ticks;

    public TestClock() => _ticks = System.GetUtcNow().UtcTicks;

    private TestClock(TimeSpan ahead) => (_isRunning, _ticks) = (true, ahead.Ticks);

    /// <summary>A clock that runs as the machine's does, so far ahead of it.</summary>
    public static TestClock Running(TimeSpan ahead = default) => new(ahead);

    public override DateTimeOffset GetUtcNow() =>
        new(Interlocked.Read(ref _ticks) + (_isRunning ? System.GetUtcNow().UtcTicks : 0), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
