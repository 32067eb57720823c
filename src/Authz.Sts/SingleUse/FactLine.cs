using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Sts.SingleUse;

/// <summary>A line of the journal: value, expiration in seconds, name, and the first 8 digits of the SHA-256 of what stands before them.</summary>
internal static class FactLine
{
    public const string Header = "authz-single-use 1";

    private const int CheckLength = 8;

    public static string Write(string name, KnownFact fact)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{fact.Value} {fact.Expiration} {name} ");
        return $"{text}{CheckOf(text)}\n";
    }

    /// <summary>Reads a line without its end; false when it is not one that was written whole.</summary>
    public static bool TryRead(string line, out string name, out KnownFact fact)
    {
        (name, fact) = ("", default);
        if (line.Length <= CheckLength || CheckOf(line[..^CheckLength]) != line[^CheckLength..]) return false;
        if (line.Split(' ') is not [var value, var expiration, { Length: FactName.Length } read, _]) return false;
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        if (!long.TryParse(expiration, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        (name, fact) = (read, new KnownFact(number, seconds));
        return true;
    }

    private static string CheckOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, CheckLength / 2));
}
