using Authz.Sts.Errors;
using Authz.Sts.Issuing;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>The constraints on the parameters of AssumeRoleWithWebIdentity; none is looked at beyond its form.</summary>
internal static class WebIdentityRules
{
    /// <summary>The first constraint that the parameters violate; no error when they violate none.</summary>
    public static StsError Check(WebIdentityRequest request)
    {
        StsError error = ParameterRules.CheckRoleArn(request.RoleArn);
        if (!error.IsError) error = ParameterRules.CheckName("roleSessionName", request.RoleSessionName);
        if (!error.IsError && request.Token.Length is < WebToken.MinimumLength or > WebToken.MaximumLength)
        {
            error = new StsError(
                StsErrorCode.ValidationError,
                $"`webIdentityToken` has {request.Token.Length} characters, {WebToken.MinimumLength} to {WebToken.MaximumLength} are allowed");
        }

        if (!error.IsError) error = ParameterRules.CheckDuration(request.DurationSeconds, ParameterRules.MaxRoleDuration);
        return error.IsError ? error : ParameterRules.CheckPolicies(request.AskedPolicies);
    }
}
