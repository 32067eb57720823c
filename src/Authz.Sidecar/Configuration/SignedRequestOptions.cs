namespace Authz.Sidecar.Configuration;

/// <summary>How signed requests that other services received are verified (STS section 7.3).</summary>
public sealed record SignedRequestOptions
{
    /// <summary>How far the time of signing may be off, both ways; 1 s to 15 min, default 5 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a presigned URL counts at most, however late it says that it expires; 1 s to 7 days, default 15 min.</summary>
    public TimeSpan LongestExpiry { get; init; } = TimeSpan.FromMinutes(15);
}
