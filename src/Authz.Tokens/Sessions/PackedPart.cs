using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Tokens.Sessions;

/// <summary>
/// The part of a token that callers make large: inline policy, policy ARNs, session tags. It is one JSON object, DEFLATE-compressed
/// (RFC 1951), in claim <c>packed</c>. Compression leaks nothing here: whoever holds the token may read all of it.
/// </summary>
internal static class PackedPart
{
    /// <summary>Most bytes that policies and tags may have before they are compressed; what repeats itself compresses to next to nothing.</summary>
    public const int MaximumWritten = 64 * 1024;

    /// <summary>Most bytes that are inflated: <see cref="MaximumWritten"/>, and the keys of the tags once more.</summary>
    public const int MaximumInflated = 128 * 1024;

    /// <summary>The compressed bytes; empty when there is nothing to pack.</summary>
    public static byte[] Pack(
        string? policy,
        IEnumerable<string> policyArns,
        IEnumerable<KeyValuePair<string, string>> tags,
        IEnumerable<string> transitiveTagKeys) => Pack(policy, policyArns, tags, transitiveTagKeys, out _);

    /// <summary>The compressed bytes; empty when there is nothing to pack.</summary>
    /// <param name="policy">The inline policy; null for none.</param>
    /// <param name="policyArns">ARNs of managed policies.</param>
    /// <param name="tags">All tags.</param>
    /// <param name="transitiveTagKeys">Keys of tags.</param>
    /// <param name="written">Bytes before they were compressed.</param>
    public static byte[] Pack(
        string? policy,
        IEnumerable<string> policyArns,
        IEnumerable<KeyValuePair<string, string>> tags,
        IEnumerable<string> transitiveTagKeys,
        out int written)
    {
        var json = new ArrayBufferWriter<byte>();
        // Relaxed: the default encoder would write every quote of a policy as six characters; no HTML is near.
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (policy is not null)
                writer.WriteString(ClaimNames.PackedPolicy, policy);
            WriteList(writer, ClaimNames.PackedArns, policyArns);
            WriteList(writer, ClaimNames.PackedTags, tags.SelectMany(static t => (string[])[t.Key, t.Value]));
            WriteList(writer, ClaimNames.PackedTransitive, transitiveTagKeys);
            writer.WriteEndObject();
        }

        written = json.WrittenCount;
        return json.WrittenCount == "{}".Length ? [] : Deflate(json.WrittenSpan);
    }

    /// <summary>The object back; false when it is not one of ours or inflates to more than <see cref="MaximumInflated"/> bytes.</summary>
    public static bool TryUnpack(byte[] packed, out FlatObject part)
    {
        part = null!;
        var buffer = ArrayPool<byte>.Shared.Rent(MaximumInflated + 1);
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var length = inflate.ReadAtLeast(buffer.AsSpan(0, MaximumInflated + 1), MaximumInflated + 1, throwOnEndOfStream: false);
            return length <= MaximumInflated
                && FlatObject.TryRead(buffer.AsSpan(0, length), ClaimNames.PackedPart, out part) == FlatObjectFault.None;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    internal static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        var started = false;
        foreach (var value in values)
        {
            if (!started)
                writer.WriteStartArray(name);
            started = true;
            writer.WriteStringValue(value);
        }

        if (started)
            writer.WriteEndArray();
    }

    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.SmallestSize))
            deflate.Write(bytes);
        return target.ToArray();
    }
}
