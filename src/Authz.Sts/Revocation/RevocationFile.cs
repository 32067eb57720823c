using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Sts.Revocation;

/// <summary>The revocations on disk: <c>{"Version":1,"Roles":[{"RoleId":"AROA...","IssuedBefore":1767323045123}]}</c>, milliseconds.</summary>
internal static class RevocationFile
{
    private const string Version = "1";

    private static readonly long LatestCutoff = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static byte[] Write(IReadOnlyDictionary<string, long> roles)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("Version", 1);
        json.WriteStartArray("Roles");
        foreach ((var roleId, var cutoff) in roles.OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("RoleId", roleId);
            json.WriteNumber("IssuedBefore", cutoff);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the file.</summary>
    /// <returns>Null with a fault when it cannot be read whole: a revocation that is overlooked opens a door.</returns>
    public static Dictionary<string, long>? Read(string path, ReadOnlyMemory<byte> utf8, out string fault)
    {
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText(path, utf8), JsonDialect.Strict, diagnostics, maxBytes: 1 << 26);
        fault = diagnostics.HasErrors ? string.Join("; ", diagnostics.Sorted()) : "";
        if (root is null || fault.Length > 0) return null;
        var roles = new Dictionary<string, long>(StringComparer.Ordinal);
        var isRead = root is { Members: [{ Name: "Version" } version, { Name: "Roles" } list] }
            && version.Value is { Kind: JsonKind.Number, Text: Version } && list.Value.Kind == JsonKind.Array && list.Value.Items.TrueForAll(i => TryRead(i, roles));
        if (isRead) return roles;
        fault = $"`{path}` is no list of revocations: restore it from a backup, or delete it if no revocation is in force";
        return null;
    }

    private static bool TryRead(JsonNode node, Dictionary<string, long> roles)
    {
        if (node.Find("RoleId") is not { IsString: true, Text.Length: > 0 } id || node.Find("IssuedBefore") is not { Kind: JsonKind.Number } cutoff) return false;
        return node.Members.Count == 2
            && long.TryParse(cutoff.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= LatestCutoff
            && roles.TryAdd(id.Text, milliseconds);
    }
}
