using System.Text;

namespace Authz.Sidecar.Wire;

/// <summary>Writes fields of a protobuf message whose size is known into its bytes. Fields with their default value are left out, as proto3 does.</summary>
/// <param name="bytes">The bytes; exactly as many as will be written.</param>
internal ref struct MessageSpan(Span<byte> bytes)
{
    private const int LengthDelimited = 2;

    private Span<byte> _rest = bytes;

    /// <summary>Whether every byte was written.</summary>
    public readonly bool IsFull => _rest.IsEmpty;

    /// <summary>INVARIANT: what was measured was written; anything else would be read as another answer.</summary>
    public readonly void ThrowUnlessFull()
    {
        if (!IsFull) throw new InvalidOperationException("an answer is shorter than it was measured");
    }

    /// <summary>Bytes of a number.</summary>
    public static int SizeOf(uint value)
    {
        var size = 1;
        for (; value >= 0x80; value >>= 7) size++;
        return size;
    }

    /// <summary>Bytes of an enum's field; numbers of fields up to 15.</summary>
    public static int SizeOfField(int value) => value == 0 ? 0 : 1 + SizeOf((uint)value);

    /// <summary>Bytes of a text's field; numbers of fields up to 15.</summary>
    public static int SizeOfField(string text) => text.Length == 0 ? 0 : SizeOfItem(text);

    /// <summary>Bytes of a text in a repeated field, where it may be empty.</summary>
    public static int SizeOfItem(string text) => SizeOfItem(Encoding.UTF8.GetByteCount(text));

    /// <summary>Bytes of a message in a repeated field.</summary>
    public static int SizeOfItem(int length) => 1 + SizeOf((uint)length) + length;

    public void Write(int field, int value)
    {
        if (value == 0) return;
        WriteByte((byte)(field << 3));
        WriteVarint((uint)value);
    }

    public void Write(int field, string text)
    {
        if (text.Length > 0) WriteItem(field, text);
    }

    public void WriteItem(int field, string text)
    {
        WriteHead(field, Encoding.UTF8.GetByteCount(text));
        _rest = _rest[Encoding.UTF8.GetBytes(text, _rest)..];
    }

    public void Write(int field, DecisionId id)
    {
        WriteHead(field, DecisionId.Length);
        id.Write(_rest[..DecisionId.Length]);
        _rest = _rest[DecisionId.Length..];
    }

    /// <summary>Begins a field of that many bytes.</summary>
    public void WriteHead(int field, int length)
    {
        WriteByte((byte)((field << 3) | LengthDelimited));
        WriteVarint((uint)length);
    }

    /// <summary>Copies what was written before.</summary>
    public void Copy(ReadOnlySpan<byte> written)
    {
        written.CopyTo(_rest);
        _rest = _rest[written.Length..];
    }

    private void WriteVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7) WriteByte((byte)(value | 0x80));
        WriteByte((byte)value);
    }

    private void WriteByte(byte value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
    }
}
