using System.Security.Cryptography;
using System.Text;
using Authz.Engine.Requests;
using Authz.Organizations.Providers;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Federation.Saml;

/// <summary>Who a verified assertion is about: for the token, and for the conditions of a trust policy.</summary>
internal static class SamlSubject
{
    /// <summary>What the session's token says of it; its details are the subject's type and the name qualifier.</summary>
    public static ProviderClaims ClaimsOf(SamlAssertion assertion, SamlProvider provider) =>
        new(provider.Arn.Text, assertion.Issuer, assertion.Subject, assertion.Recipient)
        {
            Details = [assertion.SubjectType, QualifierOf(assertion.Issuer, provider)],
        };

    /// <summary>The context keys of the trust policy (reference section 6.6).</summary>
    public static List<KeyValuePair<ContextKey, ContextValue>> ConditionsOf(SamlAssertion assertion, SamlProvider provider)
    {
        List<KeyValuePair<ContextKey, ContextValue>> conditions =
        [
            Text("saml:aud", assertion.Recipient), Text("saml:iss", assertion.Issuer), Text("saml:sub", assertion.Subject),
            Text("saml:sub_type", assertion.SubjectType), Text("saml:doc", $"{provider.Arn.AccountId}/{provider.Name}"),
            Text("saml:namequalifier", QualifierOf(assertion.Issuer, provider)),
        ];
        foreach ((var name, IReadOnlyList<string> values) in assertion.Keys)
        {
            var key = new ContextKey(name);
            conditions.Add(new(key, key.IsMultivalued || values.Count > 1 ? ContextValue.OfSet([.. values]) : ContextValue.Of(values[0])));
        }

        return conditions;
    }

    /// <summary>Issuer, account and provider in one opaque text: with the subject it names a person (STS section 1.4).</summary>
    public static string QualifierOf(string issuer, SamlProvider provider) =>
#pragma warning disable CA5350 // AWS' formula; it names, it protects nothing
        Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{provider.Arn.AccountId}/{provider.Name}")));
#pragma warning restore CA5350

    private static KeyValuePair<ContextKey, ContextValue> Text(string name, string value) => new(new ContextKey(name), ContextValue.Of(value));
}
