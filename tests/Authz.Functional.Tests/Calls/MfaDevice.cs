using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Functional.Tests.Calls;

/// <summary>Ana's MFA device, whose seed is published with the example.</summary>
internal static class MfaDevice
{
    public const string SerialNumber = "arn:aws:iam::111122223333:mfa/ana";

    // base32 IVMECTKQJRCS243FMVSC233GFVQW4YJN
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("EXAMPLE-seed-of-ana-");

    /// <summary>The code that it shows: RFC 6238.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "the algorithm of such devices")]
    public static string CodeAt(DateTimeOffset now)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, now.ToUnixTimeSeconds() / 30);
        var hash = HMACSHA1.HashData(Seed, counter);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
