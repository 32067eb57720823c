namespace Authz.Sts.Mfa;

/// <summary>Counts wrong codes of each device, and locks it when they are too many. Thread-safe.</summary>
/// <param name="options">How many are too many.</param>
internal sealed class MfaAttempts(MfaOptions options)
{
    private readonly Lock _counting = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _failures = new(StringComparer.Ordinal);

    /// <summary>Tries a code of a device. While the device is locked nothing is tried, and nothing counts.</summary>
    /// <param name="serialNumber">The device, one of the organization.</param>
    /// <param name="now">The time.</param>
    /// <param name="attempt">Finds the step of the code; null when it is wrong. Runs while nobody else tries one.</param>
    /// <returns>The step; null when the code is wrong or the device is locked.</returns>
    public long? Try(string serialNumber, DateTimeOffset now, Func<long?> attempt)
    {
        // within: of guesses that come at one moment no more count than of those that come one by one
        lock (_counting)
        {
            if (IsLocked(serialNumber, now)) return null;
            if (attempt() is { } step) return step;
            if (!_failures.TryGetValue(serialNumber, out Queue<DateTimeOffset>? failures)) _failures[serialNumber] = failures = new Queue<DateTimeOffset>();
            failures.Enqueue(now);
            return null;
        }
    }

    private bool IsLocked(string serialNumber, DateTimeOffset now)
    {
        if (!_failures.TryGetValue(serialNumber, out Queue<DateTimeOffset>? failures)) return false;
        while (failures.TryPeek(out DateTimeOffset oldest) && now - oldest >= options.FailureWindow) failures.Dequeue();
        if (failures.Count == 0) _failures.Remove(serialNumber);
        return failures.Count >= options.MaxFailures;
    }
}
