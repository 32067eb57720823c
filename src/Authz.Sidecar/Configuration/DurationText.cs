using System.Globalization;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads durations as people write them: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>12h</c>, <c>7d</c>, or <c>hh:mm:ss</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Writes a duration in the largest unit of which it is a whole number.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        (var unit, TimeSpan length) = Units.Last(u => duration.Ticks % u.Length.Ticks == 0);
        return $"{duration / length}{unit}";
    }

    /// <summary>Reads a duration; false when the text is none, or one too long to be counted.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, ["h\\:mm\\:ss", "hh\\:mm\\:ss", "d\\.hh\\:mm\\:ss"], CultureInfo.InvariantCulture, out duration);
        foreach ((var unit, TimeSpan length) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!uint.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) continue;
            if (count > TimeSpan.MaxValue / length) return false;
            duration = length * count;
            return true;
        }

        return false;
    }
}
