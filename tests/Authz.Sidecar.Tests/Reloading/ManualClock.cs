namespace Authz.Sidecar.Tests.Reloading;

/// <summary>A clock that a test moves, in both of its senses.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _elapsed;

    public void Advance(TimeSpan by)
    {
        _now += by;
        _elapsed += by.Ticks;
    }

    public void SetBack(TimeSpan by) => _now -= by;
}
