namespace Authz.Functional.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it, unless it runs. Begins at the time of the machine.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly bool _isRunning;
    private long _ticks = System.GetUtcNow().UtcTicks;

    public TestClock()
    {
    }

    private TestClock(bool isRunning) => _isRunning = isRunning;

    /// <summary>A clock that is the machine's.</summary>
    public static TestClock Running() => new(isRunning: true);

    public override DateTimeOffset GetUtcNow() => _isRunning ? System.GetUtcNow() : new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
