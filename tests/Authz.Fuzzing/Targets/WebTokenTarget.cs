using System.Text;
using System.Text.Json;
using Authz.Organizations.Providers;
using Authz.Policies.Names;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.WebIdentity;
using Authz.Tokens.Identifiers;

namespace Authz.Fuzzing.Targets;

/// <summary>Web identity tokens and what issuers show. Lines: header, payload. The input is also taken for a token, a key set and a discovery document.</summary>
internal static class WebTokenTarget
{
    private static readonly OidcProvider Provider = new()
    {
        Arn = Arn.TryParse("arn:aws:iam::111122223333:oidc-provider/idp.example", out Arn? arn) ? arn : throw new InvalidOperationException("no ARN"),
        Url = "https://idp.example",
        ClientIds = ["authz"],
        Thumbprints = [],
        KeySet = null,
        ClaimConditionKeys = ["repository"],
    };

    public static void Check(byte[] input)
    {
        CheckDocuments(input);
        if (FuzzTarget.TextOf(input) is { } text) CheckToken(text);
        var newline = Array.IndexOf(input, (byte)'\n');
        if (newline < 0) return;
        var token = $"{CanonicalBase64Url.Encode(input.AsSpan(0, newline))}.{CanonicalBase64Url.Encode(input.AsSpan(newline + 1))}.cw";
        if (CheckToken(token) is not { } read) return;
        Property.Holds(Reads(input.AsSpan(0, newline)) && Reads(input.AsSpan(newline + 1)), "what is read is JSON to everybody");
        CheckClaims(read);
    }

    private static WebToken? CheckToken(string text)
    {
        WebToken? read = WebToken.Read(text, out var fault);
        Property.Same(read is null, fault.Length > 0, "a fault is told when there is no token");
        if (read is null) return null;
        Property.Same(text, $"{Encoding.ASCII.GetString(read.Signed)}.{CanonicalBase64Url.Encode(read.Signature)}", "a token has one text");
        Property.Holds(read.Header.Algorithm.Name is "RS256" or "RS384" or "RS512" or "ES256" or "ES384" or "ES512", "the algorithm is one of the list");
        Property.Holds(read.Header.KeyId is null or { Length: > 0 and <= WebToken.MaximumKeyIdLength }, "a key's id is bounded");
        return read;
    }

    private static void CheckClaims(WebToken token)
    {
        _ = WebIdentityTimes.Check(token.Claims, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(24));
        WebIdentityResult result = WebIdentityClaims.Read(Provider, token.Claims);
        Property.Same(result.Identity is null, result.Error.IsError, "an identity or an error");
        if (result.Identity is not { } identity) return;
        Property.Holds(identity.Subject.Length is > 0 and <= 255, "a subject is there and bounded");
        Property.Same("authz", identity.Audience, "the audience is one of the provider's");
    }

    private static void CheckDocuments(byte[] input)
    {
        IssuerKeySet? keys = KeySetReader.Read(input, out var fault);
        Property.Same(keys is null, fault.Length > 0, "a fault is told when there is no key set");
        Property.Holds(keys is null or { Keys.Count: > 0 and <= KeySetReader.MaximumKeys }, "a key set is neither empty nor large");
        Uri? location = DiscoveryDocument.ReadKeyLocation(input, Provider.Url, out fault);
        Property.Same(location is null, fault.Length > 0, "a fault is told when there is no place of keys");
        Property.Holds(location is null || location.Scheme == Uri.UriSchemeHttps, "keys are asked for by HTTPS");
    }

    private static bool Reads(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonDocument.TryParseValue(ref reader, out JsonDocument? document) && document.RootElement.ValueKind == JsonValueKind.Object;
    }
}
