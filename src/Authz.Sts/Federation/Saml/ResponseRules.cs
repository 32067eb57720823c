using Authz.Organizations.Markup;
using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Saml;

/// <summary>What the response around an assertion must say. It may be unsigned, so that it can only refuse.</summary>
internal static class ResponseRules
{
    /// <summary>Whether the provider says that it did not authenticate anybody.</summary>
    public static StsError CheckStatus(MarkupElement response)
    {
        var codes = (from status in response.ChildrenNamed(SamlNames.Protocol, "Status")
                     from code in status.ChildrenNamed(SamlNames.Protocol, "StatusCode")
                     select code.Attribute("Value")).ToArray();
        if (codes is [SamlNames.Success]) return default;
        return codes is [{ } refused]
            ? new StsError(StsErrorCode.IDPRejectedClaim, $"the identity provider answered `{refused}` instead of success")
            : new StsError(StsErrorCode.InvalidIdentityToken, "the response has not exactly one status");
    }

    /// <summary>Whether the response is of the assertion's issuer, and went where the assertion belongs. Unsolicited ones are usual.</summary>
    public static StsError CheckAddress(MarkupElement response, SamlAssertion assertion)
    {
        IReadOnlyList<MarkupElement> issuers = response.ChildrenNamed(SamlNames.Assertion, "Issuer");
        if (issuers.Any(issuer => issuer.Text != assertion.Issuer))
            return new StsError(StsErrorCode.InvalidIdentityToken, "the response's `Issuer` is not the assertion's");
        return response.Attribute("Destination") is { } destination && destination != assertion.Recipient
            ? new StsError(StsErrorCode.InvalidIdentityToken, $"the response's `Destination` is `{destination}`, not the assertion's recipient")
            : default;
    }
}
