namespace Authz.Tokens.Signatures;

/// <summary>What a signature must say to count. Immutable.</summary>
/// <param name="Service">The only service of the scope that counts.</param>
/// <param name="IsRegionAllowed">Which regions of the scope count.</param>
public sealed record SignatureTerms(string Service, Func<string, bool> IsRegionAllowed)
{
    /// <summary>How far a signature's time may be off at STS, and how long a URL presigned for it counts (STS sections 7.3 and 7.4).</summary>
    public static readonly TimeSpan StsWindow = TimeSpan.FromMinutes(15);

    /// <summary>How far the time of signing may be from now, both ways, inclusive. Of a presigned URL only how far ahead it may be.</summary>
    public TimeSpan Window { get; init; } = StsWindow;

    /// <summary>How long a presigned URL counts from its signing at most, however much later it says that it expires.</summary>
    public TimeSpan LongestExpiry { get; init; } = StsWindow;

    internal bool IsTimely(ParsedSignature parsed, DateTimeOffset now)
    {
        TimeSpan age = now - parsed.SignedAt;
        return parsed.Expiry is { } expiry ? age >= -Window && age <= expiry && age <= LongestExpiry : age.Duration() <= Window;
    }
}
