using Authz.Sts.Errors;
using Authz.Sts.Issuing;

namespace Authz.Sts.Mfa;

/// <summary>The MFA parameters of a call, as they arrived.</summary>
/// <param name="SerialNumber">The device; null for none.</param>
/// <param name="TokenCode">The code that it shows; null for none.</param>
internal readonly record struct MfaCode(string? SerialNumber, string? TokenCode)
{
    /// <summary>Whether MFA is used, however badly.</summary>
    public bool IsGiven => SerialNumber is not null || TokenCode is not null;

    /// <summary>Checks their form.</summary>
    public StsError Check()
    {
        StsError error = ParameterRules.CheckSerialNumber(SerialNumber);
        return error.IsError ? error : ParameterRules.CheckTokenCode(TokenCode);
    }

    /// <inheritdoc/>
    public override string ToString() => SerialNumber ?? "";
}
