using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Sidecar.Hosting;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Http;

/// <summary>
/// What a gateway needs to verify session tokens by itself: the key set (RFC 7517), and the discovery document (OpenID Connect Discovery 1.0
/// section 4) when the issuer is a URL.
/// </summary>
/// <param name="state">Holds the keys.</param>
/// <param name="issuer">What tokens say of who issued them.</param>
internal sealed class KeyDiscovery(SidecarState state, string issuer)
{
    private const string Keys = "/.well-known/jwks.json";

    // a key that was killed is accepted by gateways for so long at most
    private const string Cached = "public, max-age=60";

    /// <summary>Maps both documents.</summary>
    public void Map(WebApplication application)
    {
        application.MapGet(Keys, context => WriteAsync(context, Encoding.UTF8.GetBytes(state.Ring.ToJwks()), "application/jwk-set+json")).On(Listener.Http);
        application.MapGet("/.well-known/openid-configuration", WriteConfigurationAsync).On(Listener.Http);
    }

    /// <summary>Whether an issuer is a URL, so that documents may be found below it: without query and fragment (section 3).</summary>
    public static bool IsUrl(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && !issuer.AsSpan().ContainsAny("?#") && url.UserInfo.Length == 0;

    private Task WriteConfigurationAsync(HttpContext context)
    {
        if (IsUrl(issuer)) return WriteAsync(context, Configuration(), "application/json");
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("the issuer of session tokens is no URL: set `Authz:Tokens:Issuer` to the URL under which this is served\n");
    }

    private byte[] Configuration()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("issuer", issuer);
            writer.WriteString("jwks_uri", issuer.TrimEnd('/') + Keys);
            WriteList(writer, "response_types_supported", "id_token");
            WriteList(writer, "subject_types_supported", "public");
            WriteList(writer, "id_token_signing_alg_values_supported", SessionTokenFormat.Algorithm);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static async Task WriteAsync(HttpContext context, byte[] body, string type)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = Cached;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
