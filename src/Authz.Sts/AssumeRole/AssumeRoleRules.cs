using Authz.Sts.Errors;
using Authz.Sts.Issuing;

namespace Authz.Sts.AssumeRole;

/// <summary>The constraints on the parameters of AssumeRole; none is looked at beyond its form.</summary>
internal static class AssumeRoleRules
{
    /// <summary>The first constraint that the parameters violate; no error when they violate none.</summary>
    public static StsError Check(AssumeRoleRequest request)
    {
        StsError error = ParameterRules.CheckRoleArn(request.RoleArn);
        if (!error.IsError) error = ParameterRules.CheckName("roleSessionName", request.RoleSessionName);
        if (!error.IsError) error = ParameterRules.CheckDuration(request.DurationSeconds, ParameterRules.MaxRoleDuration);
        if (!error.IsError) error = ParameterRules.CheckExternalId(request.ExternalId);
        if (!error.IsError) error = ParameterRules.CheckName("sourceIdentity", request.SourceIdentity);
        if (!error.IsError) error = request.MfaCode.Check();
        if (!error.IsError) error = ParameterRules.CheckPolicies(request.AskedPolicies);
        return error.IsError ? error : ParameterRules.CheckTags(request.AskedTags);
    }
}
