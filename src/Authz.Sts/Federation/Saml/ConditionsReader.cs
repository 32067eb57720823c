using Authz.Organizations.Markup;
using Authz.Organizations.Providers;
using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Saml;

/// <summary>The conditions of an assertion (saml-core section 2.5). Used once.</summary>
internal sealed class ConditionsReader(MarkupElement assertion, SamlSettings settings, DateTimeOffset now)
{
    /// <summary>Whether the assertion must be redeemed once only.</summary>
    public bool IsOneTimeUse { get; private set; }

    /// <summary>Checks all conditions, and shortens <paramref name="end"/> to theirs. A condition that nobody knows refuses.</summary>
    public StsError Check(string recipient, ref DateTimeOffset end)
    {
        if (assertion.ChildrenNamed(SamlNames.Assertion, "Conditions") is not [{ } conditions]) return No("the assertion has not exactly one `Conditions`");
        StsError error = CheckTimes(conditions, ref end);
        if (error.IsError) return error;
        var restrictions = 0;
        foreach (MarkupElement condition in conditions.Children)
        {
            if (condition.Is(SamlNames.Assertion, "AudienceRestriction"))
            {
                restrictions++;
                if (!IsOurs(condition, recipient)) return No("the assertion is restricted to another audience");
            }
            else if (condition.Is(SamlNames.Assertion, "OneTimeUse")) IsOneTimeUse = true;
            else if (!condition.Is(SamlNames.Assertion, "ProxyRestriction")) return No($"the condition `{condition.LocalName}` is unknown");
        }

        return restrictions > 0 ? default : No("the assertion is not restricted to an audience");
    }

    private StsError CheckTimes(MarkupElement conditions, ref DateTimeOffset end)
    {
        if (conditions.Attribute("NotBefore") is { } start)
        {
            if (!SamlTime.TryRead(start, out DateTimeOffset begin)) return No("`NotBefore` of the conditions is no UTC time");
            if (now + SamlSettings.ClockSkew < begin) return No("the assertion is not valid yet");
        }

        if (conditions.Attribute("NotOnOrAfter") is not { } last) return default;
        if (!SamlTime.TryRead(last, out DateTimeOffset read)) return No("`NotOnOrAfter` of the conditions is no UTC time");
        if (now - SamlSettings.ClockSkew >= read) return new StsError(StsErrorCode.ExpiredTokenException, "the assertion has expired");
        if (read < end) end = read;
        return default;
    }

    private bool IsOurs(MarkupElement restriction, string recipient) =>
        restriction.ChildrenNamed(SamlNames.Assertion, "Audience").Any(audience => audience.Text == settings.Audience || audience.Text == recipient);

    private static StsError No(string message) => new(StsErrorCode.InvalidIdentityToken, message);
}
