using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Authz.Tokens.Keys;

/// <summary>Writes RFC 7517 sections 4 and 5, with the EC parameters of RFC 7518 section 6.2.1.</summary>
internal static class JwkSet
{
    public static string Write(IReadOnlyList<SigningKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys"u8);
            foreach (var key in keys)
                WriteKey(writer, key);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteKey(Utf8JsonWriter writer, SigningKey key)
    {
        writer.WriteStartObject();
        writer.WriteString("kty"u8, "EC"u8);
        writer.WriteString("crv"u8, "P-256"u8);
        writer.WriteString("x"u8, key.X);
        writer.WriteString("y"u8, key.Y);
        writer.WriteString("kid"u8, key.KeyId);
        writer.WriteString("alg"u8, "ES256"u8);
        writer.WriteString("use"u8, "sig"u8);
        writer.WriteEndObject();
    }
}
