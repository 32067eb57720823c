using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Names;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>The context keys of a session whose subject a provider vouched for (reference section 6.6; STS section 9.9).</summary>
internal static class FederatedFacts
{
    private const string ClaimFamily = "*:";

    /// <summary>Whether a key is a claim of a provider, which nobody can supply.</summary>
    public static bool IsClaim(string key) =>
        key.StartsWith("saml:", StringComparison.OrdinalIgnoreCase)
        || ContextKeyCatalogue.Find(key) is { } info && info.Name.StartsWith(ClaimFamily, StringComparison.Ordinal);

    /// <summary>Adds the keys.</summary>
    public static void Add(RequestContext facts, ProviderClaims claims)
    {
        facts.TryAdd(KnownKeys.FederatedProvider, claims.ProviderArn);
        if (!Arn.TryParse(claims.ProviderArn, out Arn? arn)) return;
        if (arn.After("saml-provider/") is not null) AddSaml(facts, claims);
        if (arn.After("oidc-provider/") is not { } provider) return;
        facts.TryAdd(KnownKeys.ClaimOf(provider, "aud"), ContextValue.Of(claims.Audience));
        facts.TryAdd(KnownKeys.ClaimOf(provider, "sub"), ContextValue.Of(claims.Subject));
        if (claims.Details.Count > 0) facts.TryAdd(KnownKeys.ClaimOf(provider, "amr"), ContextValue.OfSet([.. claims.Details]));
    }

    // of the keys of a SAML trust policy these three stay in the session
    private static void AddSaml(RequestContext facts, ProviderClaims claims)
    {
        facts.TryAdd("saml:sub", ContextValue.Of(claims.Subject));
        if (claims.Details is not [var type, var qualifier]) return;
        facts.TryAdd("saml:sub_type", ContextValue.Of(type));
        facts.TryAdd("saml:namequalifier", ContextValue.Of(qualifier));
    }
}
