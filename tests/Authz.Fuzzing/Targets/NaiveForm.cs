using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Authz.Fuzzing.Targets;

/// <summary>Reads parameters as their rules are written down, a pair at a time.</summary>
internal static partial class NaiveForm
{
    /// <summary>Names and values; null when one is not UTF-8 in percent-encoding, is there twice, or there are too many.</summary>
    public static IReadOnlyList<(string Name, string Value)>? Read(byte[] query, byte[] body)
    {
        IEnumerable<string> pairs = Encoding.Latin1.GetString(query).Split('&')
            .Concat(Encoding.Latin1.GetString(body).Replace('+', ' ').Split('&')).Where(static p => p.Length > 0);
        var read = new List<(string, string)>();
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            if (Decode(parts[0]) is not { } name || Decode(parts.ElementAtOrDefault(1) ?? "") is not { } value) return null;
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) continue;
            if (read.Count == 600 || read.Any(r => r.Item1.Equals(name, StringComparison.OrdinalIgnoreCase))) return null;
            read.Add((name, value));
        }

        return read;
    }

    private static string? Decode(string text)
    {
        if (Broken().IsMatch(text)) return null;
        var bytes = Escape().Replace(text, static e => ((char)byte.Parse(e.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return FuzzTarget.TextOf(Encoding.Latin1.GetBytes(bytes));
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex Broken();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}
