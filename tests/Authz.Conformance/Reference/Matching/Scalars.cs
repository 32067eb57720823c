using System.Globalization;

namespace Authz.Conformance.Reference.Matching;

/// <summary>Values of the Numeric, Bool and Binary operators, and dates. Null: the text does not parse.</summary>
public static class Scalars
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static decimal? Number(string text)
    {
        return decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static bool? Boolean(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        return text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    public static byte[]? Bytes(string text)
    {
        var buffer = new byte[text.Length];
        var clean = !text.Any(char.IsWhiteSpace);
        return clean && Convert.TryFromBase64String(text, buffer, out var count) ? buffer[..count] : null;
    }

    /// <summary>Seconds since 1970 UTC; a decimal because the profile has nine places and ticks have seven.</summary>
    public static decimal? Date(string text)
    {
        if (text.Length == 4 && text.All(char.IsAsciiDigit))
            return At(text, "yyyy");
        var digits = text.StartsWith('-') ? text[1..] : text;
        if (digits.Length > 0 && digits.All(char.IsAsciiDigit))
            return Number(text);
        return text.Length switch
        {
            7 => At(text, "yyyy-MM"),
            10 => At(text, "yyyy-MM-dd"),
            >= 16 => DateAndTime(text),
            _ => null,
        };
    }

    /// <summary><c>YYYY-MM-DDThh:mm[:ss[.f]][Z|±hh:mm]</c>.</summary>
    private static decimal? DateAndTime(string text)
    {
        var minute = At(text[..16], "yyyy-MM-dd'T'HH:mm");
        var rest = text[16..];
        var seconds = 0m;
        if (rest.StartsWith(':'))
        {
            var end = rest.IndexOfAny(['Z', '+', '-']);
            var number = end < 0 ? rest[1..] : rest[1..end];
            rest = end < 0 ? "" : rest[end..];
            var parts = number.Split('.');
            var shaped = parts[0].Length == 2 && parts.Length <= 2 && parts.All(part => part.All(char.IsAsciiDigit))
                && (parts.Length == 1 || parts[1].Length is >= 1 and <= 9);
            if (!shaped || (seconds = Number(number)!.Value) >= 60)
                return null;
        }

        return minute + seconds - Offset(rest);
    }

    /// <summary>Seconds east of UTC; no offset means UTC.</summary>
    private static decimal? Offset(string text)
    {
        if (text is "" or "Z")
            return 0;
        // int.TryParse passes over trailing U+0000
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || text.Contains('\0'))
            return null;
        if (!int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 23 || minutes > 59)
            return null;
        return (text[0] == '-' ? -1 : 1) * ((hours * 3600) + (minutes * 60));
    }

    private static decimal? At(string text, string format)
    {
        var read = DateTime.TryParseExact(
            text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        return read ? (decimal)(time - DateTime.UnixEpoch).TotalSeconds : null;
    }
}
