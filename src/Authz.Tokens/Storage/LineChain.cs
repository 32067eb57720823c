using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Tokens.Storage;

/// <summary>
/// Links lines of JSON objects, so that a line that was changed, removed, added or moved shows: each ends with the member <c>integrity</c> of its
/// number, the hash of the line before it, and its own. The hash is SHA-256 of the hash before, the number (8 bytes, big-endian) and the line up to
/// that member; with a key HMAC-SHA-256 of the same. Without a key whoever may write the file may also link it anew. Not thread-safe.
/// </summary>
public sealed class LineChain
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 32;

    private const int HexLength = 2 * HashLength;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly byte[]? _key;
    private readonly byte[] _hash = new byte[HashLength];
    private byte[] _hashed = new byte[4096];

    /// <summary>Begins a chain, or goes on with one.</summary>
    /// <param name="key">The key, at least 32 bytes; null: anybody can compute the hashes.</param>
    /// <param name="last">The last line's link; null: the chain begins.</param>
    public LineChain(byte[]? key, LineLink? last = null)
    {
        if (key is { Length: < HashLength }) throw new ArgumentException($"the key has {key.Length} bytes, it needs {HashLength}", nameof(key));
        _key = key;
        Sequence = last?.Sequence ?? 0;
        if (last is not null) Convert.FromHexString(last.Hash, _hash, out _, out _);
    }

    /// <summary>The number of the last line; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last line, 64 hexadecimal digits; zeros before the first.</summary>
    public string Hash => Convert.ToHexStringLower(_hash);

    /// <summary>Adds a line.</summary>
    /// <param name="json">A JSON object with at least one member and without line breaks.</param>
    /// <param name="output">Takes the line with its link and its line break.</param>
    public void Append(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> content = json[..^1];
        Span<byte> next = stackalloc byte[HashLength];
        HashOf(_hash, Sequence + 1, content, next);
        output.Write(content);
        WriteLink(output, Sequence + 1, _hash, next);
        next.CopyTo(_hash);
        Sequence++;
    }

    /// <summary>Takes back what was added after a link: it was not written.</summary>
    public void Return(LineLink last)
    {
        Sequence = last.Sequence;
        Convert.FromHexString(last.Hash, _hash, out _, out _);
    }

    /// <summary>Where the chain is.</summary>
    public LineLink At => new(Sequence, "", Hash);

    /// <summary>Reads a line's link; null when it has none.</summary>
    /// <param name="line">The line without its line break.</param>
    public static LineLink? ReadLink(ReadOnlySpan<byte> line) => TrySplit(line, out _, out LineLink? link) ? link : null;

    /// <summary>Checks the next line of a chain.</summary>
    /// <param name="line">The line without its line break.</param>
    /// <param name="isFirst">Whether it is the first that is looked at, so that nothing is known of the one before it.</param>
    /// <returns>What is wrong with it; null when it follows the last one, unchanged.</returns>
    public string? Check(ReadOnlySpan<byte> line, bool isFirst)
    {
        if (!TrySplit(line, out ReadOnlySpan<byte> content, out LineLink? link)) return "has no `integrity` at its end: it was cut, or not written by a sidecar";
        if (isFirst) Return(new LineLink(link.Sequence - 1, "", link.Previous));
        if (link.Sequence != Sequence + 1) return $"has the number {link.Sequence}, and the one before it {Sequence}: records are missing, doubled or moved";
        if (link.Previous != Hash) return $"does not follow the record {Sequence}: one of the two was changed or put in place of another";
        Span<byte> expected = stackalloc byte[HashLength];
        HashOf(_hash, link.Sequence, content, expected);
        if (Convert.ToHexStringLower(expected) != link.Hash) return $"was changed: record {link.Sequence} does not have its hash{(_key is null ? "" : " under this key")}";
        Return(link);
        return null;
    }

    private void HashOf(ReadOnlySpan<byte> previous, long sequence, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        // in one piece: that costs half of what three do
        var length = HashLength + sizeof(long) + content.Length;
        if (_hashed.Length < length) _hashed = new byte[Math.Max(length, 2 * _hashed.Length)];
        previous.CopyTo(_hashed);
        BinaryPrimitives.WriteInt64BigEndian(_hashed.AsSpan(HashLength), sequence);
        content.CopyTo(_hashed.AsSpan(HashLength + sizeof(long)));
        ReadOnlySpan<byte> hashed = _hashed.AsSpan(0, length);
        if (_key is null) SHA256.HashData(hashed, hash);
        else HMACSHA256.HashData(_key, hashed, hash);
    }

    private static void WriteLink(IBufferWriter<byte> output, long sequence, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        output.Write(",\"integrity\":{\"sequence\":"u8);
        Utf8Formatter.TryFormat(sequence, output.GetSpan(20), out var digits);
        output.Advance(digits);
        output.Write(",\"previous\":\""u8);
        WriteHex(output, previous);
        output.Write("\",\"hash\":\""u8);
        WriteHex(output, hash);
        output.Write("\"}}\n"u8);
    }

    private static void WriteHex(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, output.GetSpan(HexLength), out var written);
        output.Advance(written);
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> content, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LineLink? link)
    {
        content = default;
        link = null;
        var at = line.LastIndexOf(",\"integrity\":{\"sequence\":"u8);
        if (at < 0) return false;
        ReadOnlySpan<byte> rest = line[(at + ",\"integrity\":{\"sequence\":"u8.Length)..];
        // one way to write a number, or a line could be changed and have its hash
        if (rest.IsEmpty || rest[0] is < (byte)'1' or > (byte)'9' || !Utf8Parser.TryParse(rest, out long sequence, out var digits)) return false;
        rest = rest[digits..];
        var previous = TakeHex(ref rest, ",\"previous\":\""u8);
        var hash = TakeHex(ref rest, "\",\"hash\":\""u8);
        if (previous is null || hash is null || !rest.SequenceEqual("\"}}"u8)) return false;
        content = line[..at];
        link = new LineLink(sequence, previous, hash);
        return true;
    }

    private static string? TakeHex(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> before)
    {
        if (!text.StartsWith(before) || text.Length < before.Length + HexLength) return null;
        ReadOnlySpan<byte> hex = text.Slice(before.Length, HexLength);
        text = text[(before.Length + HexLength)..];
        return hex.ContainsAnyExcept(HexDigits) ? null : Encoding.ASCII.GetString(hex);
    }
}

/// <summary>A line's place in a chain.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Previous">The hash of the line before it, 64 hexadecimal digits.</param>
/// <param name="Hash">Its own.</param>
public sealed record LineLink(long Sequence, string Previous, string Hash);
