namespace Authz.Sts.Federation.Saml;

/// <summary>How often an assertion may be redeemed while it is valid.</summary>
public enum SamlReplay
{
    /// <summary>As often as its sender likes, as AWS has it.</summary>
    Off = 0,

    /// <summary>Once for each role.</summary>
    PerRole,

    /// <summary>Once.</summary>
    Strict,
}
