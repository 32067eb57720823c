using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Authz.Conformance.Reference.Matching;

/// <summary>An IP address or range, as bits. Width: 32 or 128.</summary>
public sealed record AddressRange(int Width, BigInteger Bits, int Prefix)
{
    /// <summary>The range holds the address: same family, same leading bits (host bits are masked by the shift).</summary>
    public bool Holds(AddressRange address)
    {
        return Width == address.Width && Bits >> (Width - Prefix) == address.Bits >> (Width - Prefix);
    }

    /// <summary>A request value: one address without prefix.</summary>
    public static AddressRange? TryReadAddress(string text) => text.Contains('/') ? null : TryRead(text);

    /// <summary>A policy value: an address, or address and prefix.</summary>
    public static AddressRange? TryRead(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || TryReadBits(parts[0]) is not (var width, var bits))
            return null;
        var prefix = width;
        if (parts.Length == 2 && (!IsDecimal(parts[1]) || (prefix = int.Parse(parts[1], CultureInfo.InvariantCulture)) > width))
            return null;
        return Unmapped(new AddressRange(width, bits, prefix));
    }

    /// <summary>IPv4-mapped IPv6 is IPv4.</summary>
    private static AddressRange Unmapped(AddressRange range)
    {
        var mapped = range.Width == 128 && range.Prefix >= 96 && range.Bits >> 32 == 0xFFFF;
        return mapped ? new AddressRange(32, range.Bits & 0xFFFFFFFF, range.Prefix - 96) : range;
    }

    private static (int Width, BigInteger Bits)? TryReadBits(string text)
    {
        var tail = text[(text.LastIndexOf(':') + 1)..];
        if ((tail.Contains('.') || !text.Contains(':')) && !IsDotted(tail))
            return null;
        if (text.Contains('%') || text.Contains('[') || !IPAddress.TryParse(text, out var address))
            return null;
        var width = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return (width, new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Section 9.6: four decimal parts, no leading zeros, else <c>TryParse</c> reads octal and short forms.</summary>
    private static bool IsDotted(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(IsDecimal);
    }

    private static bool IsDecimal(string text)
    {
        return text.Length is >= 1 and <= 3 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');
    }
}
