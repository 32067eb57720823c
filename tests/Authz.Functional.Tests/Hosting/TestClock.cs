namespace Authz.Functional.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it. Begins at the time of the machine.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ticks = System.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
