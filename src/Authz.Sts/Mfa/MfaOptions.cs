namespace Authz.Sts.Mfa;

/// <summary>How often a code may be guessed. Immutable.</summary>
public sealed record MfaOptions
{
    /// <summary>As many wrong codes lock a device; default 10.</summary>
    public int MaxFailures { get; init; } = 10;

    /// <summary>The time within which they count, after which the device is open again; default 10 minutes.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromMinutes(10);
}
