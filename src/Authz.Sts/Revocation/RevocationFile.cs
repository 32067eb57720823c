using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Sts.Revocation;

/// <summary>
/// The revocations on disk: <c>{"Version":2,"Cuts":[{"Kind":"role","Id":"AROA...","IssuedBefore":1767323045123,...}]}</c>, milliseconds. Version
/// 1, which knew roles alone, is read too: <c>{"Version":1,"Roles":[{"RoleId":"AROA...","IssuedBefore":1767323045123}]}</c>.
/// </summary>
internal static class RevocationFile
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IReadOnlyDictionary<RevocationTarget, Cut> cuts)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("Version", 2);
        json.WriteStartArray("Cuts");
        foreach ((RevocationTarget target, Cut cut) in cuts.OrderBy(static c => c.Key.Kind)
            .ThenBy(static c => c.Key.Id, StringComparer.Ordinal).ThenBy(static c => c.Key.Issuer, StringComparer.Ordinal))
            Write(json, target, cut);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the file.</summary>
    /// <returns>Null with a fault when it cannot be read whole: a revocation that is overlooked opens a door.</returns>
    public static Dictionary<RevocationTarget, Cut>? Read(string path, ReadOnlyMemory<byte> utf8, out string fault)
    {
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText(path, utf8), JsonDialect.Strict, diagnostics, maxBytes: 1 << 26);
        fault = diagnostics.HasErrors ? string.Join("; ", diagnostics.Sorted()) : "";
        if (root is null || fault.Length > 0) return null;
        if (RevocationEntries.Read(root) is { } cuts) return cuts;
        fault = $"`{path}` is no list of revocations: restore it from a backup, or delete it if no revocation is in force";
        return null;
    }

    private static void Write(Utf8JsonWriter json, RevocationTarget target, Cut cut)
    {
        json.WriteStartObject();
        json.WriteString("Kind", RevocationNames.Of(target.Kind));
        json.WriteString("Id", target.Id);
        json.WriteString("Issuer", target.Issuer);
        json.WriteNumber("IssuedBefore", cut.IssuedBefore);
        json.WriteNumber("AncestorsBefore", cut.AncestorsBefore);
        json.WriteNumber("Until", cut.Until);
        json.WriteEndObject();
    }
}
