using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Issuing;

namespace Authz.Sts.Federation.Saml;

/// <summary>The constraints on the parameters of AssumeRoleWithSAML; none is looked at beyond its form.</summary>
internal static class SamlRules
{
    /// <summary>The first constraint that the parameters violate; no error when they violate none.</summary>
    public static StsError Check(SamlRequest request)
    {
        StsError error = ParameterRules.CheckRoleArn(request.RoleArn);
        if (!error.IsError && !IsProvider(request.PrincipalArn))
            error = new StsError(StsErrorCode.ValidationError, $"`{request.PrincipalArn}` is invalid: write the ARN of a SAML provider");
        if (!error.IsError) error = SamlVerifier.CheckLength(request.Assertion);
        if (!error.IsError) error = ParameterRules.CheckDuration(request.DurationSeconds, ParameterRules.MaxRoleDuration);
        return error.IsError ? error : ParameterRules.CheckPolicies(request.AskedPolicies);
    }

    private static bool IsProvider(string text) =>
        Arn.TryParse(text, out Arn? arn) && arn is { Service: "iam", Region: "" } && !arn.AccountId.IsNone && arn.After("saml-provider/") is not null;
}
