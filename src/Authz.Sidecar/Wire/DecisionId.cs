using System.Buffers.Binary;

namespace Authz.Sidecar.Wire;

/// <summary>The id of a decision: 128 random bits, written as 32 hexadecimal digits.</summary>
internal readonly struct DecisionId
{
    /// <summary>Bytes of an id.</summary>
    public const int Bytes = 16;

    /// <summary>Digits of an id.</summary>
    public const int Length = 2 * Bytes;

    private readonly UInt128 _bits;

    /// <summary>Makes an id of its bytes.</summary>
    public DecisionId(ReadOnlySpan<byte> bytes) => _bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);

    /// <summary>Whether it is among those of which there is one in so many; of ids that nobody can tell beforehand.</summary>
    public bool IsOneOf(int many) => many == 1 || _bits % (uint)many == 0;

    /// <summary>Writes the digits.</summary>
    /// <param name="digits">Room for <see cref="Length"/> digits in ASCII.</param>
    public void Write(Span<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _bits);
        Convert.TryToHexStringLower(bytes, digits, out _);
    }

    /// <inheritdoc/>
    public override string ToString() => _bits.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
