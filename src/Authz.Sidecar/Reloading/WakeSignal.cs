using System.Diagnostics;

namespace Authz.Sidecar.Reloading;

/// <summary>
/// Wakes the one thread that loads: at once when it is called, and when hints of changes have come to rest. Measured by the machine's own
/// clock: it is about its files. All but <see cref="Wait"/> and <see cref="Rest"/> are thread-safe.
/// </summary>
internal sealed class WakeSignal
{
    /// <summary>How long no hint must come before a change counts as whole.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a steady stream of hints can put it off.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest rest after a load.</summary>
    public static readonly TimeSpan MaxRest = TimeSpan.FromMilliseconds(500);

    // a monitor, since hints may come when the sidecar has ended: there is nothing to be disposed of
    private readonly object _gate = new();
    private bool _isSet;
    private volatile bool _isCalled;
    private volatile bool _isHinted;
    private long _turnBegan;
    private long _restsUntil;
    private long _lastAsked = long.MinValue;

    /// <summary>Something may have changed.</summary>
    public void Hint()
    {
        _isHinted = true;
        Set();
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
        Set();
    }

    /// <summary>Waits for a call or for hints that have come to rest.</summary>
    /// <param name="atMost">How long; null: for ever.</param>
    /// <returns>False when neither came.</returns>
    public bool Wait(TimeSpan? atMost)
    {
        var isWoken = _isCalled || _isHinted || WaitForSet(atMost ?? Timeout.InfiniteTimeSpan);
        var began = Stopwatch.GetTimestamp();
        // a load takes half of the time at most: requests need the processor too
        while (!_isCalled && _isHinted && Stopwatch.GetTimestamp() < _restsUntil) WaitForSet(Remaining(_restsUntil));
        if (_isHinted)
        {
            while (!_isCalled && WaitForSet(Quiet) && Stopwatch.GetElapsedTime(began) < MaxDelay)
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

    private void Set()
    {
        lock (_gate)
        {
            _isSet = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool WaitForSet(TimeSpan atMost)
    {
        lock (_gate)
        {
            // a pulse without a cause only ends the wait early
            if (!_isSet) Monitor.Wait(_gate, atMost);
            var wasSet = _isSet;
            _isSet = false;
            return wasSet;
        }
    }

    private static TimeSpan Remaining(long until)
    {
        TimeSpan remaining = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
