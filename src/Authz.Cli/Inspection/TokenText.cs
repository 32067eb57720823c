using System.Buffers.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Tokens.Sessions;

namespace Authz.Cli.Inspection;

/// <summary>A session token taken apart. Nothing of it is proven.</summary>
/// <param name="SigningInput">What the signature covers.</param>
/// <param name="KeyId">The key that is said to have signed.</param>
/// <param name="Payload">The claims, a JSON object.</param>
/// <param name="Signature">The signature's bytes.</param>
internal sealed record TokenText(string SigningInput, string KeyId, JsonNode Payload, byte[] Signature)
{
    /// <summary>Takes a compact JWS apart.</summary>
    /// <exception cref="UsageException">The text is no session token.</exception>
    public static TokenText Read(string text)
    {
        if (text.Length > SessionTokenFormat.MaximumLength)
            throw Refuse($"it has {text.Length} characters, a session token at most {SessionTokenFormat.MaximumLength}");
        if (text.Split('.') is not [var header, var payload, var signature]) throw Refuse("it has not three parts separated by dots");
        JsonNode head = ReadObject("header", header);
        if (head.Find("typ")?.Text != SessionTokenFormat.Type) throw Refuse($"its type is not `{SessionTokenFormat.Type}`");
        if (head.Find("alg")?.Text != SessionTokenFormat.Algorithm) throw Refuse($"its algorithm is not `{SessionTokenFormat.Algorithm}`");
        return new TokenText($"{header}.{payload}", head.Find("kid")?.Text ?? "", ReadObject("payload", payload), Decode("signature", signature));
    }

    /// <summary>Decodes base64url without padding (RFC 7515 section 2).</summary>
    public static byte[] Decode(string part, string text)
    {
        try
        {
            return text.Contains('=', StringComparison.Ordinal) ? throw Refuse($"its {part} is padded") : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Refuse($"its {part} is not base64url");
        }
    }

    public static UsageException Refuse(string reason) => new($"this is no session token: {reason}");

    private static JsonNode ReadObject(string part, string text)
    {
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText(part, Decode(part, text)), JsonDialect.Strict, diagnostics);
        return root is { Kind: JsonKind.Object } && !diagnostics.HasErrors ? root : throw Refuse($"its {part} is no JSON object, or has a member twice");
    }
}
