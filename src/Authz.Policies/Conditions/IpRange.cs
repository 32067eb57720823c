using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Authz.Policies.Conditions;

/// <summary>
/// A CIDR range, or one address as a range of itself. IPv4-mapped IPv6 addresses are IPv4; the families never contain each other.
/// Host bits are masked away. <c>default</c> contains nothing.
/// </summary>
public readonly record struct IpRange
{
    private static readonly SearchValues<char> V6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    private readonly UInt128 _network;
    private readonly UInt128 _mask;
    private readonly byte _bits;

    private IpRange(UInt128 network, UInt128 mask, byte bits) => (_network, _mask, _bits) = (network & mask, mask, bits);

    /// <summary>Whether another range lies within this one; an address is a range of itself.</summary>
    public bool Contains(IpRange other) =>
        _bits != 0 && other._bits == _bits && (other._network & _mask) == _network && (_mask & other._mask) == _mask;

    /// <summary>Reads <c>address</c> or <c>address/prefix</c>; IPv4 needs four decimal parts without leading zeros.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        if (slash < 0) return TryParseAddress(text, out range);
        ReadOnlySpan<char> prefixText = text[(slash + 1)..];
        if (prefixText.Length is < 1 or > 3 || (prefixText.Length > 1 && prefixText[0] == '0')) return false;
        if (!int.TryParse(prefixText, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)) return false;
        if (!TryParse(text[..slash], out UInt128 address, out var bits, out var isMapped)) return false;
        if (isMapped && prefix <= 128)
        {
            // a range that is wider than the mapped block is an IPv6 range, which contains no IPv4 address
            if (prefix >= 96) prefix -= 96;
            else (address, bits) = (address | ((UInt128)0xFFFF << 32), 128);
        }

        if (prefix > bits) return false;
        // a shift by the full width would leave the value unshifted
        UInt128 all = bits == 32 ? uint.MaxValue : UInt128.MaxValue;
        range = new IpRange(address, prefix == 0 ? UInt128.Zero : (all << (bits - prefix)) & all, (byte)bits);
        return true;
    }

    /// <summary>Reads one address.</summary>
    public static bool TryParseAddress(ReadOnlySpan<char> text, out IpRange address)
    {
        address = default;
        if (!TryParse(text, out UInt128 value, out var bits, out _)) return false;
        address = new IpRange(value, bits == 32 ? uint.MaxValue : UInt128.MaxValue, (byte)bits);
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out UInt128 value, out int bits, out bool isMapped)
    {
        isMapped = false;
        bits = 32;
        if (!text.Contains(':')) return TryParseV4(text, out value);
        value = default;
        bits = 128;
        // IPAddress also reads scope ids, brackets and lax IPv4 tails
        if (text.ContainsAnyExcept(V6Characters)) return false;
        if (text.Contains('.') && !TryParseV4(text[(text.LastIndexOf(':') + 1)..], out _)) return false;
        if (!IPAddress.TryParse(text, out IPAddress? parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6) return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        isMapped = parsed.IsIPv4MappedToIPv6;
        if (!isMapped) return true;
        value &= uint.MaxValue;
        bits = 32;
        return true;
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = default;
        uint address = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part < 3 ? text.IndexOf('.') : text.Length;
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0')) return false;
            if (!byte.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) return false;
            address = (address << 8) | octet;
            text = part < 3 ? text[(end + 1)..] : default;
        }

        value = address;
        return true;
    }
}
