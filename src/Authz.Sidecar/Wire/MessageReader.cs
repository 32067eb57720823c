using System.Text;

namespace Authz.Sidecar.Wire;

/// <summary>
/// Reads the fields of a protobuf message that lies in one piece, as the generated code does and without its objects. What is no message is
/// refused as a whole.
/// </summary>
/// <param name="bytes">The message.</param>
internal ref struct MessageReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The kind of field that texts and messages have; a tag is the field's number, shifted by three, and its kind.</summary>
    public const int LengthDelimited = 2;

    private const int LongestVarint = 10;
    private const int DeepestGroup = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Reads the tag of the next field; false at the end of the message.</summary>
    public bool TryReadTag(out uint tag)
    {
        tag = 0;
        if (_rest.IsEmpty) return false;
        tag = ReadVarint();
        return tag >> 3 != 0 ? true : throw NoMessage("a field has no number");
    }

    /// <summary>Reads a text, or a message within the message, as bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (uint)_rest.Length ? Take((int)length) : throw NoMessage("it ends within a field");
    }

    /// <summary>Reads a text.</summary>
    /// <param name="before">What the field was in the message before: the same text is not made again.</param>
    public string ReadText(string before = "")
    {
        ReadOnlySpan<byte> text = ReadBytes();
        if (text.Length == before.Length && Ascii.Equals(text, before)) return before;
        try
        {
            return Utf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw NoMessage("a text is not UTF-8");
        }
    }

    /// <summary>Reads a flag: a number that is not zero, of which no half is dropped.</summary>
    public bool ReadFlag()
    {
        var flag = false;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (i == _rest.Length) throw NoMessage("it ends within a number");
            // of the last byte there is room for one bit
            flag |= (_rest[i] & (i < LongestVarint - 1 ? 0x7f : 1)) != 0;
            if (_rest[i] >= 0x80) continue;
            Take(i + 1);
            return flag;
        }

        throw NoMessage("a number is too long");
    }

    /// <summary>Reads the number of an enum's value.</summary>
    public int ReadNumber() => (int)ReadVarint();

    /// <summary>Passes over a field that nobody asks for.</summary>
    public void Skip(uint tag) => Skip(tag, DeepestGroup);

    private void Skip(uint tag, int depth)
    {
        switch (tag & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case LengthDelimited:
                ReadBytes();
                break;
            case 3 when depth > 0:
                SkipGroup(tag, depth - 1);
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:
                throw NoMessage("a field is of no known kind");
        }
    }

    private void SkipGroup(uint start, int depth)
    {
        while (TryReadTag(out var tag))
        {
            // the same number, and the kind that ends a group
            if (tag == start + 1) return;
            Skip(tag, depth);
        }

        throw NoMessage("it ends within a group");
    }

    // the upper half of a number is dropped, as the generated code does
    private uint ReadVarint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80) return Take(1)[0];
        uint value = 0;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (i == _rest.Length) throw NoMessage("it ends within a number");
            var part = _rest[i];
            if (i < 5) value |= (uint)(part & 0x7f) << (7 * i);
            if (part >= 0x80) continue;
            Take(i + 1);
            return value;
        }

        throw NoMessage("a number is too long");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length) throw NoMessage("it ends within a field");
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static Grpc.Core.RpcException NoMessage(string why) =>
        StatusError.InvalidArgument($"the request is no message of this method: {why}; send what the code generated from `authz/v1/authorization.proto` writes");
}
