using Authz.Sts.Mfa;

namespace Authz.Sts.Tests.Worlds;

/// <summary>An MFA device and the codes that it shows.</summary>
internal sealed record DeviceSketch(string SerialNumber, string Seed)
{
    public static DeviceSketch Alice { get; } = new($"arn:aws:iam::{World.A}:mfa/alice", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    public static DeviceSketch Bob { get; } = new($"arn:aws:iam::{World.A}:mfa/bob", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK");

    /// <summary>The code that the device shows, some steps from now.</summary>
    public string CodeAt(DateTimeOffset now, int steps = 0) => Totp.CodeOf(Bytes, Totp.StepAt(now) + steps);

    /// <summary>A code that is right at none of the steps near now.</summary>
    public string WrongAt(DateTimeOffset now)
    {
        string[] near = [.. Enumerable.Range(-3, 7).Select(s => CodeAt(now, s))];
        return Enumerable.Range(0, 10).Select(static i => i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)).First(c => !near.Contains(c));
    }

    public override string ToString() => $$"""{ "SerialNumber": "{{SerialNumber}}", "Base32StringSeed": "{{Seed}}" }""";

    // RFC 4648; the seeds are of whole bytes
    private byte[] Bytes
    {
        get
        {
            var bits = string.Concat(Seed.Select(static c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
            return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
        }
    }
}
