using System.Globalization;
using Authz.Policies.Conditions;

namespace Authz.Engine.Requests;

/// <summary>A moment that the sidecar knows. Most requests never ask for its text, so it is written when it is asked for. Immutable to whoever looks.</summary>
/// <param name="time">The moment.</param>
/// <param name="isEpoch">Whether the text is in whole Unix seconds, else ISO 8601 in milliseconds, UTC.</param>
internal sealed class MomentValue(DateTimeOffset time, bool isEpoch)
{
    private string? _text;

    /// <summary>What the text reads as.</summary>
    public Instant Instant { get; } = InstantOf(time.ToUnixTimeMilliseconds(), isEpoch);

    public string Text => _text ??= isEpoch
        ? time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
        : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Instant InstantOf(long milliseconds, bool isEpoch)
    {
        var seconds = (long)Math.Floor(milliseconds / 1000m);
        return new Instant(seconds, isEpoch ? 0 : (int)(milliseconds - seconds * 1000) * 1_000_000);
    }
}
