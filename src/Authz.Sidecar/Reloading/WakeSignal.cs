using System.Diagnostics;

namespace Authz.Sidecar.Reloading;

/// <summary>
/// Wakes the one thread that loads: at once when it is called, and when hints of changes have come to rest. Measured by the machine's own
/// clock: it is about its files. All but <see cref="Wait"/> and <see cref="Rest"/> are thread-safe.
/// </summary>
internal sealed class WakeSignal : IDisposable
{
    /// <summary>How long no hint must come before a change counts as whole.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(25);

    /// <summary>How long a steady stream of hints can put it off.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest rest after a load.</summary>
    public static readonly TimeSpan MaxRest = TimeSpan.FromMilliseconds(500);

    private readonly AutoResetEvent _wake = new(initialState: false);
    private volatile bool _isCalled;
    private volatile bool _isHinted;
    private long _turnBegan;
    private long _restsUntil;
    private long _lastAsked = long.MinValue;

    /// <summary>Something may have changed.</summary>
    public void Hint()
    {
        _isHinted = true;
        _wake.Set();
    }

    /// <summary>As <see cref="Hint"/>, but at most once in the longest delay: whoever asks may be anybody.</summary>
    public void Ask()
    {
        var now = Stopwatch.GetTimestamp();
        var last = Interlocked.Read(ref _lastAsked);
        if (last != long.MinValue && Stopwatch.GetElapsedTime(last, now) < MaxDelay) return;
        if (Interlocked.CompareExchange(ref _lastAsked, now, last) == last) Hint();
    }

    /// <summary>Somebody waits.</summary>
    public void Call()
    {
        _isCalled = true;
        _wake.Set();
    }

    /// <summary>Waits for a call or for hints that have come to rest.</summary>
    /// <param name="atMost">How long; null: for ever.</param>
    /// <returns>False when neither came.</returns>
    public bool Wait(TimeSpan? atMost)
    {
        var isWoken = _isCalled || _isHinted || _wake.WaitOne(atMost ?? Timeout.InfiniteTimeSpan);
        var began = Stopwatch.GetTimestamp();
        // a load takes half of the time at most: requests need the processor too
        while (!_isCalled && _isHinted && Stopwatch.GetTimestamp() < _restsUntil) _wake.WaitOne(Remaining(_restsUntil));
        if (_isHinted)
        {
            while (!_isCalled && _wake.WaitOne(Quiet) && Stopwatch.GetElapsedTime(began) < MaxDelay)
            {
                // another hint: not at rest yet
            }
        }

        (_isCalled, _isHinted) = (false, false);
        _turnBegan = Stopwatch.GetTimestamp();
        return isWoken;
    }

    /// <summary>Rests as long as the turn that ends now took, before hints count again.</summary>
    public void Rest()
    {
        TimeSpan turn = Stopwatch.GetElapsedTime(_turnBegan);
        _restsUntil = Stopwatch.GetTimestamp() + (long)((turn < MaxRest ? turn : MaxRest).TotalSeconds * Stopwatch.Frequency);
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private static TimeSpan Remaining(long until)
    {
        TimeSpan remaining = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
