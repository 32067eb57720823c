using Authz.Policies.Diagnostics;

namespace Authz.Sidecar.Reloading;

/// <summary>How the last load went. Immutable.</summary>
public sealed record LoadStatus
{
    /// <summary>The status before the first load.</summary>
    public static LoadStatus None { get; } = new() { Diagnostics = [] };

    /// <summary>When the load was tried; <c>default</c> before the first.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What it found, by file and place.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>How much more it found, of a flood.</summary>
    public int LeftOut { get; init; }

    /// <summary>Since when every load has failed, so that an older organization serves; null: it serves what was loaded last.</summary>
    public Staleness? Staleness { get; init; }
}

/// <summary>When an organization became stale, by two clocks: one that says when, and one that nobody sets back.</summary>
/// <param name="Since">The time of day.</param>
/// <param name="Mark">A timestamp to measure from.</param>
public sealed record Staleness(DateTimeOffset Since, long Mark)
{
    /// <summary>Begins now.</summary>
    public static Staleness Begin(TimeProvider time) => new(time.GetUtcNow(), time.GetTimestamp());

    /// <summary>How long it has lasted, by the clock that says more: one that was set back must not keep old policies in force.</summary>
    public TimeSpan Age(TimeProvider time)
    {
        TimeSpan byDay = time.GetUtcNow() - Since, byMark = time.GetElapsedTime(Mark);
        return byDay > byMark ? byDay : byMark;
    }
}
