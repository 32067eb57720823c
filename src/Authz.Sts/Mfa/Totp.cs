using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Authz.Sts.Mfa;

/// <summary>Time-based one-time passwords: RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, as MFA devices show them.</summary>
internal static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int StepSeconds = 30;
    private const int MaximumDigits = 9;

    /// <summary>The step of a moment.</summary>
    public static long StepAt(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>When a step begins.</summary>
    public static DateTimeOffset StartOf(long step) => DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds);

    /// <summary>The code of a step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238: the devices that there are compute HMAC-SHA-1, which is not broken by collisions")]
    public static string CodeOf(ReadOnlySpan<byte> seed, long step, int digits = Digits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaximumDigits);
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(seed, counter, hash);
        // RFC 4226, section 5.3
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        CryptographicOperations.ZeroMemory(hash);
        var modulus = 1;
        for (var i = 0; i < digits; i++) modulus *= 10;
        return (truncated % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
