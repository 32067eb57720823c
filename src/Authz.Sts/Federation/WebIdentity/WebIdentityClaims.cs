using Authz.Engine.Requests;
using Authz.Organizations.Providers;
using Authz.Policies.Conditions;
using Authz.Policies.Json;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>Reads who a token is about and for whom it is meant: STS section 5.4, item 7. The signature was verified before.</summary>
internal static class WebIdentityClaims
{
    // the subject of an answer (STS section 1.3)
    private const int MaximumSubject = 255;

    // they travel in the session's token
    private const int MaximumMethods = 16;
    private const int MaximumMethod = 64;

    /// <summary>Reads the claims.</summary>
    public static WebIdentityResult Read(OidcProvider provider, JsonNode claims)
    {
        if (ClaimValues.TextOf(claims.Find("sub")) is not { Length: > 0 and <= MaximumSubject } subject || subject.Any(char.IsControl))
            return WebIdentityResult.Invalid($"its `sub` is no text of 1 to {MaximumSubject} characters");
        if (ReadAudience(provider, claims, out var fault) is not { } audience) return WebIdentityResult.Invalid(fault);
        if (ReadMethods(claims, out fault) is not { } methods) return WebIdentityResult.Invalid(fault);
        List<KeyValuePair<string, ContextValue>> conditions = ConditionsOf(provider, claims);
        // a set of values is matched by no plain operator: a Deny that asks the key would be quiet
        if (conditions.Find(condition => condition.Value.IsSet && HasOneValue(provider, condition.Key)) is { Key: { } set })
            return WebIdentityResult.Invalid($"its `{set}` is an array, where a text belongs");
        if (SessionClaimReader.Read(claims, out fault) is not { } requests) return WebIdentityResult.Invalid(fault);
        return new WebIdentityResult(
            new VerifiedWebIdentity
            {
                Provider = provider,
                Subject = subject,
                Audience = audience,
                Methods = methods,
                Claims = conditions,
                Requests = requests,
            },
            default);
    }

    // the party that the token was issued to stands before those that it may be shown to
    private static string? ReadAudience(OidcProvider provider, JsonNode claims, out string fault)
    {
        fault = "it has no `aud`, a text or an array of texts";
        if (ClaimValues.TextsOf(claims.Find("aud")) is not { } audiences) return null;
        JsonNode? party = claims.Find("azp");
        fault = "its `azp` is no text";
        if (party is { IsString: false }) return null;
        fault = $"incorrect token audience: none of its audiences is in the `ClientIDList` of `{provider.Url}`";
        return party is null
            ? Array.Find(audiences, a => provider.ClientIds.Contains(a, StringComparer.Ordinal))
            : provider.ClientIds.Contains(party.Text, StringComparer.Ordinal) ? party.Text : null;
    }

    private static string[]? ReadMethods(JsonNode claims, out string fault)
    {
        fault = $"its `amr` is no array of at most {MaximumMethods} texts of up to {MaximumMethod} characters";
        JsonNode? claim = claims.Find("amr");
        if (claim is null or { Kind: JsonKind.Array, Items.Count: 0 }) return [];
        return ClaimValues.TextsOf(claim) is { Length: <= MaximumMethods } methods && Array.TrueForAll(methods, static m => m.Length <= MaximumMethod) ? methods : null;
    }

    // what the sidecar says of the audience stands before the claim, and of `oaud` the token's own is said
    private static bool HasOneValue(OidcProvider provider, string claim) =>
        claim is not ("aud" or "oaud") && ContextKeyCatalogue.Find(KnownKeys.ClaimOf(provider.Prefix, claim).Name) is { IsMultivalued: false };

    private static List<KeyValuePair<string, ContextValue>> ConditionsOf(OidcProvider provider, JsonNode claims)
    {
        var conditions = new List<KeyValuePair<string, ContextValue>>();
        if (claims.Find("azp") is { IsString: true } party)
        {
            conditions.Add(KeyValuePair.Create("azp", ContextValue.Of(party.Text)));
            conditions.Add(KeyValuePair.Create("oaud", ClaimValues.ConditionOf(claims.Find("aud")!)));
        }

        foreach (var name in provider.ClaimConditionKeys)
        {
            if (claims.Find(name) is { } claim && ClaimValues.ConditionOf(claim) is { IsEmpty: false } value)
                conditions.Add(KeyValuePair.Create(name, value));
        }

        return conditions;
    }
}
