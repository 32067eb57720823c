using System.Globalization;
using System.Net;
using System.Numerics;
using Authz.Conformance.Reference.Matching;
using Authz.Policies.Conditions;

namespace Authz.Fuzzing.Targets;

/// <summary>Numbers, dates, addresses and bytes against System.* and the reference. Lines: a policy's value, a request's value.</summary>
internal static class ValueTarget
{
    public static void Check(byte[] input)
    {
        if (FuzzTarget.LinesOf(input, 2) is not [var first, var second]) return;
        CheckNumbers(first, second);
        CheckDates(first, second);
        CheckAddresses(first, second);
        CheckBytes(first);
        foreach (ConditionOperator @operator in ConditionOperator.All.Values) CheckOperator(@operator, first);
    }

    private static void CheckOperator(ConditionOperator @operator, string text)
    {
        foreach (var variables in new[] { false, true })
        {
            var isRead = ConditionValue.TryParse(@operator, text, variables, out _, out var fault);
            Property.Same(isRead, fault is null, "a fault is told when there is no value");
        }
    }

    private static void CheckNumbers(string first, string second)
    {
        BigInteger? a = CheckNumber(first), b = CheckNumber(second);
        if (a is null || b is null) return;
        ConditionNumber.TryParse(first, out var x);
        ConditionNumber.TryParse(second, out var y);
        Property.Same(a.Value.CompareTo(b.Value), x.CompareTo(y), "numbers compare by value");
    }

    /// <summary>The number times 10^28; null when it is none.</summary>
    private static BigInteger? CheckNumber(string text)
    {
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        var parts = digits.Split('.');
        var count = digits.Count(char.IsAsciiDigit);
        var shaped = parts.Length <= 2 && parts.All(part => part.All(char.IsAsciiDigit)) && parts[^1].Length > 0 && count is > 0 and <= 28;
        Property.Same(shaped, ConditionNumber.TryParse(text, out _), "a number is a sign, digits and at most one point");
        if (!shaped) return null;
        var whole = BigInteger.Parse(string.Concat(parts), CultureInfo.InvariantCulture);
        var scale = parts.Length == 2 ? parts[1].Length : 0;
        return whole * BigInteger.Pow(10, 28 - scale) * (text[0] == '-' ? -1 : 1);
    }

    private static void CheckDates(string first, string second)
    {
        var isFirst = CheckDate(first, out var a, out Instant x);
        var isSecond = CheckDate(second, out var b, out Instant y);
        if (isFirst && isSecond) Property.Same(a.CompareTo(b), Math.Sign(x.CompareTo(y)), "instants compare by time");
    }

    private static bool CheckDate(string text, out decimal seconds, out Instant instant)
    {
        // the reference takes any number of digits, the engine those of a long
        var expected = text.Length > 18 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? null : Scalars.Date(text);
        var isRead = Instant.TryParse(text, out instant);
        seconds = isRead ? instant.Seconds + (instant.Nanoseconds / 1_000_000_000m) : 0;
        Property.Holds(instant.Nanoseconds is >= 0 and < 1_000_000_000, "a fraction is less than a second");
        if (text.Length <= 18 || expected is not null || !isRead) Property.Same(expected is not null, isRead, "the reference reads the same dates");
        if (expected is not null) Property.Same(expected.Value, seconds, "the reference reads the same instant");
        if (isRead && text.Contains('T')) CheckFramework(text, instant);
        return isRead;
    }

    private static void CheckFramework(string text, Instant instant)
    {
        // the framework knows seven places and offsets up to 14 hours
        var isRead = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        var places = text.Contains('.') ? text[(text.IndexOf('.') + 1)..].TakeWhile(char.IsAsciiDigit).Count() : 0;
        if (isRead && places <= 7) Property.Same(Instant.From(time), instant, "the framework reads the same instant");
    }

    private static void CheckAddresses(string first, string second)
    {
        AddressRange? range = AddressRange.TryRead(first), address = AddressRange.TryReadAddress(second);
        Property.Same(range is not null, IpRange.TryParseRange(first, out IpRange x), "the reference reads the same ranges");
        Property.Same(address is not null, IpRange.TryParseAddress(second, out IpRange y), "the reference reads the same addresses");
        if (range is null) return;
        Property.Holds(x.Contains(x), "a range contains itself");
        if (address is null) return;
        Property.Same(range.Holds(address), x.Contains(y), "the reference finds the same addresses in a range");
        CheckFramework(first, second, x.Contains(y));
    }

    private static void CheckFramework(string range, string address, bool contains)
    {
        if (!range.Contains('/') || !IPNetwork.TryParse(range, out IPNetwork network) || !IPAddress.TryParse(address, out IPAddress? parsed)) return;
        // the framework has other views of mapped addresses
        if (parsed.IsIPv4MappedToIPv6 || network.BaseAddress.IsIPv4MappedToIPv6 || IsMapped(range)) return;
        Property.Same(network.Contains(parsed), contains, "the framework finds the same addresses in a range");
    }

    private static bool IsMapped(string range) =>
        IPAddress.TryParse(range[..range.IndexOf('/')], out IPAddress? written) && written.IsIPv4MappedToIPv6;

    private static void CheckBytes(string text)
    {
        var isRead = ConditionBytes.TryParse(text, out var bytes);
        Property.Same(Scalars.Bytes(text) is not null, isRead, "the reference reads the same bytes");
        if (!isRead) return;
        Property.Holds(bytes!.Length <= ConditionBytes.MaxLengthOf(text), "the buffer is long enough");
        Property.Holds(bytes.AsSpan().SequenceEqual(Scalars.Bytes(text)), "the reference reads the same bytes");
        Property.Holds(ConditionBytes.TryParse(Convert.ToBase64String(bytes), out var again) && again.SequenceEqual(bytes), "printed bytes are read");
    }
}
