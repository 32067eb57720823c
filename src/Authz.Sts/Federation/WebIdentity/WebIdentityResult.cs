using Authz.Sts.Errors;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>A verified web identity, or the error.</summary>
internal readonly record struct WebIdentityResult(VerifiedWebIdentity? Identity, StsError Error)
{
    public static WebIdentityResult Invalid(string fault) =>
        new(null, new StsError(StsErrorCode.InvalidIdentityToken, $"the web identity token is not accepted: {fault}"));
}
