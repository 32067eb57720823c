using System.Buffers;
using System.Text.Json;

namespace Authz.Tokens.Keys;

/// <summary>One listed key; the id has the form of a key id, so it is safe as a part of a file name.</summary>
internal readonly record struct KeyManifestEntry(string KeyId, KeyState State);

/// <summary>Reads and writes <c>keys.json</c>: <c>{"Keys":[{"KeyId":"...","State":"next|active|retiring|destroyed"}]}</c>.</summary>
internal static class KeyManifest
{
    private const string File = KeyDirectory.ManifestName;

    public static byte[] Write(string keyId, string state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("Keys"u8);
            writer.WriteStartObject();
            writer.WriteString("KeyId"u8, keyId);
            writer.WriteString("State"u8, state);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static List<KeyManifestEntry> Read(string directory, List<string> faults)
    {
        var entries = new List<KeyManifestEntry>();
        if (KeyFile.Read(directory, File, isPrivate: false, faults) is not { } bytes)
            return entries;
        try
        {
            // AllowDuplicateProperties stays true: every duplicate is reported with the other faults below.
            using var document = JsonDocument.Parse(bytes);
            ReadRoot(document.RootElement, entries, faults);
        }
        catch (JsonException e)
        {
            faults.Add($"`{File}`: not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, mend the syntax");
        }

        return entries;
    }

    private static void ReadRoot(JsonElement root, List<KeyManifestEntry> entries, List<string> faults)
    {
        var members = Members(root, "the top level", ["Keys"], faults);
        if (!members.TryGetValue("Keys", out var keys) || keys.ValueKind != JsonValueKind.Array || keys.GetArrayLength() == 0)
        {
            faults.Add($"`{File}`: no key is listed, write `{{\"Keys\":[{{\"KeyId\":\"...\",\"State\":\"active\"}}]}}`");
            return;
        }

        var index = 0;
        foreach (var element in keys.EnumerateArray())
            ReadEntry(element, $"`Keys[{index++}]`", entries, faults);
        foreach (var twice in entries.GroupBy(static e => e.KeyId, StringComparer.Ordinal).Where(static g => g.Skip(1).Any()))
            faults.Add($"`{File}`: key `{twice.Key}` is listed more than once, keep one entry");
        if (entries.Count(static e => e.State == KeyState.Active) > 1)
            faults.Add($"`{File}`: more than one key is `active`, set all but one to `next` or `retiring`");
    }

    private static void ReadEntry(JsonElement element, string where, List<KeyManifestEntry> entries, List<string> faults)
    {
        var members = Members(element, where, ["KeyId", "State"], faults);
        var keyId = Text(members, "KeyId");
        var state = Text(members, "State") switch
        {
            "next" => KeyState.Next,
            "active" => KeyState.Active,
            "retiring" => KeyState.Retiring,
            "destroyed" => KeyState.Destroyed,
            _ => KeyState.Unknown,
        };
        if (!IsKeyId(keyId))
            faults.Add($"`{File}`: `KeyId` of {where} is not {SigningKey.KeyIdLength} characters of base64url, write the key's id");
        if (state == KeyState.Unknown)
            faults.Add($"`{File}`: `State` of {where} is not one of `next`, `active`, `retiring`, `destroyed`, write one of them");
        if (IsKeyId(keyId) && state != KeyState.Unknown)
            entries.Add(new KeyManifestEntry(keyId!, state));
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element, string where, string[] known, List<string> faults)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"`{File}`: {where} is not an object, write one with {string.Join(" and ", known.Select(static k => $"`{k}`"))}");
            return members;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                faults.Add($"`{File}`: {where} has the unknown field `{property.Name}`, remove it");
            else if (!members.TryAdd(property.Name, property.Value))
                faults.Add($"`{File}`: {where} has the field `{property.Name}` twice, keep one");
        }

        return members;
    }

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsKeyId(string? text) =>
        text is { Length: SigningKey.KeyIdLength } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
