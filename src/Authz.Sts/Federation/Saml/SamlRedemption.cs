using Authz.Sts.Errors;
using Authz.Sts.SingleUse;

namespace Authz.Sts.Federation.Saml;

/// <summary>Lets an assertion be redeemed no more often than it should (STS section 5.5). Thread-safe.</summary>
/// <param name="used">What was used once.</param>
/// <param name="settings">How often assertions may be redeemed.</param>
public sealed class SamlRedemption(SingleUseStore used, SamlSettings settings)
{
    /// <summary>Redeems an assertion for a role; an error when it was redeemed before, or when that cannot be recorded.</summary>
    internal StsError Redeem(SamlAssertion assertion, string roleArn)
    {
        // who issued an assertion for one use is heeded also where the operator asks for less
        SamlReplay replay = assertion.IsOneTimeUse ? SamlReplay.Strict : settings.Replay;
        if (replay == SamlReplay.Off) return default;
        // lengths before texts, so that no two triples have one name
        var name = $"saml/{assertion.Issuer.Length}/{assertion.Id.Length}/{assertion.Issuer}/{assertion.Id}/{(replay == SamlReplay.PerRole ? roleArn : "")}";
        SingleUseResult result = used.Use(new SingleUseFact(name, 1, assertion.NotOnOrAfter + SamlSettings.ClockSkew));
        return result.Answer switch
        {
            SingleUseAnswer.Accepted => default,
            SingleUseAnswer.Used => new StsError(StsErrorCode.AccessDenied, "the assertion was redeemed before: ask the identity provider for a new one"),
            _ => new StsError(StsErrorCode.ServiceUnavailable, $"it cannot be recorded that the assertion is redeemed: {result.Fault}"),
        };
    }
}
