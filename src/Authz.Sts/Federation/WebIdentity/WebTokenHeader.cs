using Authz.Policies.Json;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>The header of a web identity token, as far as anything is taken from it: never a key, and never a place to find one.</summary>
/// <param name="Algorithm">How it says to be signed; one of the list.</param>
/// <param name="KeyId">The id of the key; null when not said.</param>
internal sealed record WebTokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    // RFC 7515 sections 4.1.2 to 4.1.6 and 4.1.11: whoever signs chooses them, and nothing that must be understood is
    private static readonly string[] Refused = ["jwk", "jku", "x5u", "crit"];

    // RFC 8725 section 3.11: a token of another kind, such as a logout token, is no identity token
    private static readonly string[] Types = ["JWT", "JOSE", "at+jwt"];

    /// <summary>Reads the header.</summary>
    /// <param name="members">The object.</param>
    /// <param name="fault">What is wrong with it; empty when a header is returned.</param>
    public static WebTokenHeader? Read(JsonNode members, out string fault)
    {
        fault = "";
        if (Array.Find(Refused, name => members.Find(name) is not null) is { } refused)
            fault = $"its header has `{refused}`, which is not heeded";
        else if (members.Find("typ") is { } type && !(type.IsString && IsType(type.Text)))
            fault = "its header's `typ` is not that of an identity token";
        SignatureAlgorithm? algorithm = members.Find("alg") is { IsString: true } name ? SignatureAlgorithm.Find(name.Text) : null;
        if (fault.Length == 0 && algorithm is null)
            fault = "its header's `alg` is none of RS256, RS384, RS512, ES256, ES384, ES512";
        JsonNode? key = members.Find("kid");
        if (fault.Length == 0 && key is not null && !(key.IsString && key.Text.Length is > 0 and <= WebToken.MaximumKeyIdLength))
            fault = $"its header's `kid` is no text of 1 to {WebToken.MaximumKeyIdLength} characters";
        return fault.Length == 0 ? new WebTokenHeader(algorithm!, key?.Text) : null;
    }

    private static bool IsType(string type)
    {
        const string Application = "application/";
        var name = type.StartsWith(Application, StringComparison.OrdinalIgnoreCase) ? type[Application.Length..] : type;
        return Types.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
