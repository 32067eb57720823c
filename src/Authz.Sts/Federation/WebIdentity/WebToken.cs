using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Tokens.Identifiers;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>
/// A compact JWS (RFC 7515 section 3.1) taken apart, before any of it is believed: STS section 5.4, items 1 and 2. No property shows what
/// its subject would not want to be logged by accident.
/// </summary>
internal sealed class WebToken
{
    /// <summary>Fewest characters of a token.</summary>
    public const int MinimumLength = 4;

    /// <summary>Most characters of a token.</summary>
    public const int MaximumLength = 20000;

    /// <summary>Most characters of a key's id: it is remembered when it is not known.</summary>
    public const int MaximumKeyIdLength = 256;

    private WebToken(WebTokenHeader header, JsonNode claims, byte[] signed, byte[] signature) =>
        (Header, Claims, Signed, Signature) = (header, claims, signed, signature);

    public WebTokenHeader Header { get; }

    /// <summary>The payload, an object without duplicate members.</summary>
    public JsonNode Claims { get; }

    /// <summary>The bytes that are signed.</summary>
    public byte[] Signed { get; }

    public byte[] Signature { get; }

    /// <summary>Takes a token apart.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="fault">What is wrong with it; empty when a token is returned.</param>
    public static WebToken? Read(string text, out string fault)
    {
        fault = "it is not three parts of base64url";
        if (text.Length is < MinimumLength or > MaximumLength) return null;
        Span<Range> parts = stackalloc Range[4];
        ReadOnlySpan<char> all = text;
        if (all.Split(parts, '.') != 3
            || !CanonicalBase64Url.TryDecode(all[parts[0]], out var header)
            || !CanonicalBase64Url.TryDecode(all[parts[1]], out var payload)
            || !CanonicalBase64Url.TryDecode(all[parts[2]], out var signature))
        {
            return null;
        }

        if (ReadObject("header", header, out fault) is not { } members || WebTokenHeader.Read(members, out fault) is not { } read
            || ReadObject("payload", payload, out fault) is not { } claims)
        {
            return null;
        }

        fault = signature.Length == 0 ? "it has no signature" : "";
        return fault.Length > 0 ? null : new WebToken(read, claims, Encoding.ASCII.GetBytes(text[..parts[1].End.Value]), signature);
    }

    private static JsonNode? ReadObject(string name, byte[] utf8, out string fault)
    {
        var findings = new DiagnosticList();
        // a byte order mark is no JSON (RFC 8259 section 8.1)
        JsonNode? root = utf8 is [0xEF, ..] ? null : JsonTree.Read(new SourceText(name, utf8), JsonDialect.Strict, findings, MaximumLength);
        fault = root is { Kind: JsonKind.Object } && !findings.HasErrors ? "" : $"its {name} is no JSON object without duplicate members";
        return fault.Length == 0 ? root : null;
    }
}
