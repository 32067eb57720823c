using System.Numerics;

namespace Authz.Tokens.Keys;

/// <summary>
/// ECDSA accepts both (r, s) and (r, n-s), so anyone could write a second valid text of a token. Only the lower s is ours:
/// one token is one string. Every ES256 verifier accepts the lower s.
/// </summary>
internal static class LowS
{
    private const int Half = 32;

    // SEC 2 version 2, section 2.4.2: order n of P-256.
    private static readonly BigInteger Order = new(
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    private static readonly BigInteger HalfOrder = Order / 2;

    public static bool IsLow(ReadOnlySpan<byte> signature) => Read(signature) <= HalfOrder;

    public static void Normalize(Span<byte> signature)
    {
        if (IsLow(signature))
            return;
        var bytes = (Order - Read(signature)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var s = signature[Half..];
        s.Clear();
        bytes.CopyTo(s[(Half - bytes.Length)..]);
    }

    private static BigInteger Read(ReadOnlySpan<byte> signature) => new(signature[Half..], isUnsigned: true, isBigEndian: true);
}
