using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Authz.Tokens.Keys;

/// <summary>
/// Reads and writes <c>keys.json</c>:
/// <c>{"Keys":[{"KeyId":"...","State":"next|active|retiring|destroyed","Since":"2026-01-02T03:04:05Z"}]}</c>; <c>Since</c> may be absent.
/// </summary>
internal static class KeyManifest
{
    private const string File = KeyDirectory.ManifestName;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static byte[] Write(IEnumerable<ListedKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("Keys"u8);
            foreach (var key in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("KeyId"u8, key.KeyId);
                writer.WriteString("State"u8, KeyStates.NameOf(key.State));
                if (key.Since is { } since)
                    writer.WriteString("Since"u8, since.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static List<ListedKey> Read(string directory, List<string> faults)
    {
        var entries = new List<ListedKey>();
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

    private static void ReadRoot(JsonElement root, List<ListedKey> entries, List<string> faults)
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

    private static void ReadEntry(JsonElement element, string where, List<ListedKey> entries, List<string> faults)
    {
        var members = Members(element, where, ["KeyId", "State", "Since"], faults);
        var keyId = Text(members, "KeyId");
        var state = KeyStates.Read(Text(members, "State"));
        if (!IsKeyId(keyId))
            faults.Add($"`{File}`: `KeyId` of {where} is not {SigningKey.KeyIdLength} characters of base64url, write the key's id");
        if (state == KeyState.Unknown)
            faults.Add($"`{File}`: `State` of {where} is not one of `next`, `active`, `retiring`, `destroyed`, write one of them");
        if (!TryReadSince(members, out var since))
            faults.Add($"`{File}`: `Since` of {where} is no time, write it as `2026-01-02T03:04:05Z`, or remove it");
        if (IsKeyId(keyId) && state != KeyState.Unknown)
            entries.Add(new ListedKey(keyId!, state, since));
    }

    private static bool TryReadSince(Dictionary<string, JsonElement> members, out DateTimeOffset? since)
    {
        since = null;
        if (!members.ContainsKey("Since"))
            return true;
        if (!DateTimeOffset.TryParseExact(
            Text(members, "Since"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
        {
            return false;
        }

        since = read;
        return true;
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

    internal static bool IsKeyId(string? text) =>
        text is { Length: SigningKey.KeyIdLength } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
