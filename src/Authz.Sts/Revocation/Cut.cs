namespace Authz.Sts.Revocation;

/// <summary>How far a revocation reaches. Instants are milliseconds since 1970-01-01 UTC.</summary>
/// <param name="IssuedBefore">Sessions of the target that were issued before it are cut; at it they live (reference section 6.2).</param>
/// <param name="AncestorsBefore">The same for sessions that come from one of the target's by a chain of roles; 0: they live.</param>
/// <param name="Until">When nothing is left that it could cut, so that it may be dropped.</param>
public readonly record struct Cut(long IssuedBefore, long AncestorsBefore, long Until)
{
    /// <summary>The latest instant that can be said.</summary>
    public static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>What both cut.</summary>
    internal Cut Or(Cut other) => new(
        Math.Max(IssuedBefore, other.IssuedBefore), Math.Max(AncestorsBefore, other.AncestorsBefore), Math.Max(Until, other.Until));

    internal bool IsWithin(Cut other) => IssuedBefore <= other.IssuedBefore && AncestorsBefore <= other.AncestorsBefore && Until <= other.Until;
}

/// <summary>The terms of a revocation.</summary>
public sealed record RevocationTerms
{
    /// <summary>How far ahead of now a cut may lie, for sidecars whose clocks differ (reference section 6.2).</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(60);

    /// <summary>Sessions issued before it are cut; null: those issued up to now, this millisecond included.</summary>
    public DateTimeOffset? IssuedBefore { get; init; }

    /// <summary>Added to now when <see cref="IssuedBefore"/> is null; 0 to <see cref="MaxSkew"/>.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Whether sessions that come from a cut one by a chain of roles are cut too; false as AWS has it (reference section 6.4).</summary>
    public bool Cascade { get; init; } = true;

    /// <summary>When the one session that is revoked ends; null: not known, or no single session.</summary>
    public DateTimeOffset? Expiration { get; init; }
}
