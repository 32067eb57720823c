using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Sts.Federation.Issuers;

/// <summary>An issuer's discovery document (OpenID Connect Discovery 1.0 sections 3 and 4).</summary>
internal static class DiscoveryDocument
{
    private const string Place = "/.well-known/openid-configuration";
    private const int MaximumUrl = 2048;

    /// <summary>Where an issuer's document lies.</summary>
    /// <param name="issuer">The issuer, or who serves its documents.</param>
    public static Uri LocationOf(string issuer) => new(issuer.TrimEnd('/') + Place);

    /// <summary>Where the issuer's keys lie.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="issuer">The issuer whose document it must be, character by character.</param>
    /// <param name="fault">What is wrong with it; empty when a URL is returned.</param>
    public static Uri? ReadKeyLocation(ReadOnlyMemory<byte> utf8, string issuer, out string fault)
    {
        var findings = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText("discovery document", utf8), JsonDialect.Strict, findings);
        fault = "the discovery document is no JSON object without duplicate members";
        if (findings.HasErrors || root is not { Kind: JsonKind.Object }) return null;
        fault = "the discovery document is of another issuer";
        if (root.Find("issuer") is not { IsString: true } said || !string.Equals(said.Text, issuer, StringComparison.Ordinal)) return null;
        fault = "the discovery document's `jwks_uri` is no `https` URL";
        if (root.Find("jwks_uri") is not { IsString: true, Text.Length: <= MaximumUrl } url || !IsHttps(url.Text, out Uri? location)) return null;
        fault = "";
        return location;
    }

    /// <summary>Whether a text is an <c>https</c> URL that names a host and nobody's password.</summary>
    public static bool IsHttps(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme == Uri.UriSchemeHttps && url.Host.Length > 0
        && url.UserInfo.Length == 0 && url.Fragment.Length == 0;
}
