using System.Globalization;

namespace Authz.Policies.Conditions;

/// <summary>A moment: Unix seconds and nanoseconds, compared exactly. <c>default</c> is 1970-01-01T00:00:00Z.</summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Nanoseconds">0 to 999,999,999.</param>
public readonly record struct Instant(long Seconds, int Nanoseconds)
{
    private static readonly int UnixDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Makes an instant of a time, exact to its 100 ns.</summary>
    public static Instant From(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0 ? new Instant(seconds - 1, (int)((rest + TimeSpan.TicksPerSecond) * 100)) : new Instant(seconds, (int)(rest * 100));
    }

    /// <summary>
    /// Reads a date value (section 4.3): <c>YYYY</c>, <c>YYYY-MM</c>, <c>YYYY-MM-DD</c>,
    /// <c>YYYY-MM-DDThh:mm[:ss[.f]]</c> with <c>Z</c>, <c>±hh:mm</c> or nothing (UTC), up to nine fraction digits; or Unix seconds as an
    /// integer. Four digits are a year.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.IsEmpty) return false;
        if (TryParseUsual(text, out instant)) return true;
        if ((text.Length != 4 || text[0] == '-') && TryParseSeconds(text, out instant)) return true;
        return TryParseDate(text, out DateTime date, out ReadOnlySpan<char> rest)
            && (rest.IsEmpty ? Set(date, TimeSpan.Zero, 0, out instant) : TryParseTime(date, rest, out instant));
    }

    // 2026-01-31T12:00:00Z, as most dates are written: the general way takes thrice as long
    private static bool TryParseUsual(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (text.Length != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (!Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)) return false;
        if (year == 0 || month is < 1 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        var days = new DateOnly(year, month, day).DayNumber - UnixDay;
        instant = new Instant(((days * 24L + hour) * 60 + minute) * 60 + second, 0);
        return true;
    }

    private static bool TryParseSeconds(ReadOnlySpan<char> text, out Instant instant)
    {
        ReadOnlySpan<char> digits = text[0] is '-' ? text[1..] : text;
        instant = default;
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[^1]) || !char.IsAsciiDigit(digits[0])) return false;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return false;
        instant = new Instant(seconds, 0);
        return true;
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out DateTime date, out ReadOnlySpan<char> rest)
    {
        date = default;
        rest = default;
        var time = text.IndexOf('T');
        ReadOnlySpan<char> day = time < 0 ? text : text[..time];
        if (time >= 0) rest = text[time..];
        int month = 1, dayOfMonth = 1;
        if (day.Length is not (4 or 7 or 10) || (time >= 0 && day.Length != 10)) return false;
        if (!Digits(day[..4], out var year) || year == 0) return false;
        if (day.Length >= 7 && (day[4] != '-' || !Digits(day[5..7], out month) || month is < 1 or > 12)) return false;
        if (day.Length == 10 && (day[7] != '-' || !Digits(day[8..], out dayOfMonth))) return false;
        if (dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, dayOfMonth, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    // rest begins with T
    private static bool TryParseTime(DateTime date, ReadOnlySpan<char> rest, out Instant instant)
    {
        instant = default;
        if (rest.Length < 6 || rest[3] != ':' || !Digits(rest[1..3], out var hour) || !Digits(rest[4..6], out var minute)) return false;
        if (hour > 23 || minute > 59) return false;
        rest = rest[6..];
        int second = 0, nanoseconds = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest[1..3], out second) || second > 59) return false;
            rest = rest[3..];
            if (!TryParseFraction(ref rest, out nanoseconds)) return false;
        }

        return TryParseOffset(rest, out TimeSpan offset)
            && Set(date.AddHours(hour).AddMinutes(minute).AddSeconds(second), offset, nanoseconds, out instant);
    }

    private static bool TryParseFraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var length = 0;
        while (length + 1 < rest.Length && char.IsAsciiDigit(rest[length + 1])) length++;
        if (length is < 1 or > 9 || !Digits(rest.Slice(1, length), out nanoseconds)) return false;
        for (var i = length; i < 9; i++) nanoseconds *= 10;
        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (rest.IsEmpty || rest is "Z") return true;
        if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':') return false;
        if (!Digits(rest[1..3], out var hours) || !Digits(rest[4..], out var minutes) || hours > 23 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (rest[0] == '-') offset = -offset;
        return true;
    }

    private static bool Set(DateTime date, TimeSpan offset, int nanoseconds, out Instant instant)
    {
        var seconds = (date.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks) / TimeSpan.TicksPerSecond;
        instant = new Instant(seconds, nanoseconds);
        return true;
    }

    // a few digits; the vectorized searches of the framework box their bounds until they are compiled a second time
    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character)) return false;
            value = value * 10 + (character - '0');
        }

        return !text.IsEmpty;
    }

    /// <summary>Negative, zero or positive as this is before, at or after the other.</summary>
    public int CompareTo(Instant other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>
    /// The shortest text that reads as this: <c>2026-01-31T12:00:00Z</c>, with a fraction where there is one. Whole Unix seconds where no
    /// date of the years 1 to 9999 reaches.
    /// </summary>
    public override string ToString()
    {
        const long First = -62_135_596_800, Last = 253_402_300_799, LongestOffset = 86_340;
        // the first and the last day have moments that only a date with an offset names
        var offset = Seconds < First ? LongestOffset : Seconds > Last ? -LongestOffset : 0;
        if (Seconds + offset is < First or > Last) return Seconds.ToString(CultureInfo.InvariantCulture);
        var date = new DateTime(DateTime.UnixEpoch.Ticks + (Seconds + offset) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var fraction = Nanoseconds == 0 ? "" : $".{Nanoseconds:d9}".TrimEnd('0');
        var zone = offset switch { 0 => "Z", > 0 => "+23:59", _ => "-23:59" };
        return $"{date.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)}{fraction}{zone}";
    }
}
