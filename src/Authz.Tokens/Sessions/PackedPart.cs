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
    /// <summary>Most bytes that are inflated; the largest legal part is smaller.</summary>
    public const int MaximumInflated = 16 * 1024;

    /// <summary>The compressed bytes; empty when there is nothing to pack.</summary>
    public static byte[] Pack(
        string? policy,
        IEnumerable<string> policyArns,
        IEnumerable<KeyValuePair<string, string>> tags,
        IEnumerable<string> transitiveTagKeys)
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

        return json.WrittenCount == "{}".Length ? [] : Deflate(json.WrittenSpan);
    }

    /// <summary>The object back; false when it is not one of ours or inflates to more than <see cref="MaximumInflated"/> bytes.</summary>
    public static bool TryUnpack(byte[] packed, out FlatObject part)
    {
        part = null!;
        var buffer = new byte[MaximumInflated + 1];
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var length = inflate.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= MaximumInflated
                && FlatObject.TryRead(buffer.AsSpan(0, length), ClaimNames.PackedPart, out part) == FlatObjectFault.None;
        }
        catch (InvalidDataException)
        {
            return false;
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
