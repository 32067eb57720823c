using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Authz.Policies.Conditions;

/// <summary>
/// A CIDR range, or one address as a range of itself. IPv4-mapped IPv6 addresses are IPv4; the families never contain each other.
/// Host bits are masked away. <c>default</c> contains nothing.
/// </summary>
public readonly record struct IpRange
{
    private readonly UInt128 _network;
    private readonly UInt128 _mask;
    private readonly byte _bits;

    private IpRange(UInt128 network, UInt128 mask, byte bits) => (_network, _mask, _bits) = (network & mask, mask, bits);

    /// <summary>Whether another range lies within this one; an address is a range of itself.</summary>
    public bool Contains(in IpRange other) =>
        _bits != 0 && other._bits == _bits && (other._network & _mask) == _network && (_mask & other._mask) == _mask;

    /// <summary>The network's address, and its prefix where it is more than one address; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        if (_bits == 0) return "";
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _network);
        var address = new IPAddress(_bits == 32 ? bytes[12..] : bytes);
        var prefix = (int)UInt128.PopCount(_mask);
        return prefix == _bits ? address.ToString() : string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}");
    }

    /// <summary>Reads <c>address</c> or <c>address/prefix</c>; IPv4 needs four decimal parts without leading zeros.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        if (slash < 0) return TryParseAddress(text, out range);
        ReadOnlySpan<char> prefixText = text[(slash + 1)..];
        if (prefixText.Length is < 1 or > 3 || (prefixText.Length > 1 && prefixText[0] == '0') || prefixText[^1] == '\0') return false;
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
        value = default;
        isMapped = false;
        bits = 32;
        if (TryParseV4(text, out value)) return true;
        // the framework's number parsers pass over trailing U+0000
        if (!text.Contains(':') || text.Contains('\0')) return false;
        bits = 128;
        if (!TryParseV6(text, out value)) return false;
        isMapped = value >> 32 == 0xFFFF;
        if (!isMapped) return true;
        value &= uint.MaxValue;
        bits = 32;
        return true;
    }

    // System.Net.IPAddress allocates, and reads scope ids, brackets and lax IPv4 tails
    private static bool TryParseV6(ReadOnlySpan<char> text, out UInt128 value)
    {
        var gap = text.IndexOf("::");
        if (gap < 0) return TryParseGroups(text, isTail: true, out value, out var all) && all == 8;
        value = default;
        if (!TryParseGroups(text[..gap], isTail: false, out UInt128 head, out var before)) return false;
        if (!TryParseGroups(text[(gap + 2)..], isTail: true, out UInt128 tail, out var after) || before + after > 7) return false;
        // a shift by the full width would leave the value unshifted
        value = before == 0 ? tail : (head << (16 * (8 - before))) | tail;
        return true;
    }

    // groups of one to four hexadecimal digits; the last of a tail may be an IPv4 address, which counts for two
    private static bool TryParseGroups(ReadOnlySpan<char> text, bool isTail, out UInt128 value, out int count)
    {
        value = default;
        count = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf(':');
            if (end < 0 && isTail && text.Contains('.'))
            {
                count += 2;
                var isAddress = TryParseV4(text, out UInt128 address);
                value = (value << 32) | address;
                return isAddress && count <= 8;
            }

            ReadOnlySpan<char> group = end < 0 ? text : text[..end];
            if (group.Length is < 1 or > 4 || ++count > 8 || end == text.Length - 1) return false;
            if (!ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)) return false;
            value = (value << 16) | bits;
            text = end < 0 ? default : text[(end + 1)..];
        }

        return true;
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = default;
        uint address = 0, octet = 0;
        int dots = 0, digits = 0;
        foreach (var character in text)
        {
            if (character == '.')
            {
                if (digits == 0 || ++dots > 3) return false;
                address = (address << 8) | octet;
                (octet, digits) = (0, 0);
                continue;
            }

            if (!char.IsAsciiDigit(character) || (digits > 0 && octet == 0)) return false;
            octet = octet * 10 + (uint)(character - '0');
            if (octet > byte.MaxValue) return false;
            digits++;
        }

        if (dots != 3 || digits == 0) return false;
        value = (address << 8) | octet;
        return true;
    }
}
