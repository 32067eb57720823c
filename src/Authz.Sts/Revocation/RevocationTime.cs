using Authz.Tokens.Sessions;

namespace Authz.Sts.Revocation;

/// <summary>How long a revocation has to be remembered.</summary>
internal static class RevocationTime
{
    // the longest session (GetSessionToken, STS section 2), and the hours of sessions that take a role from it, one after the other, at a
    // sidecar that has not heard of the cut
    private static readonly TimeSpan LongestSession = TimeSpan.FromSeconds(129_600);
    private static readonly TimeSpan LongestChain = TimeSpan.FromSeconds(3600) * SessionClaims.MaximumChain;

    // issuers' clocks may be ahead (STS section 9.4)
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly long Chain = (long)(LongestChain + Skew).TotalMilliseconds;
    private static readonly long Session = (long)LongestSession.TotalMilliseconds + Chain;

    /// <summary>The cut of a target.</summary>
    public static Cut CutOf(RevocationTarget target, RevocationTerms terms, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        if (target.Kind == RevocationKind.SigningKey) return new Cut(Cut.Latest, Cut.Latest, Cut.Latest);
        if (target.Kind == RevocationKind.Session)
        {
            var end = terms.Expiration is { } expiration ? expiration.ToUnixTimeMilliseconds() : nowMs + Session - Chain;
            return new Cut(Cut.Latest, terms.Cascade ? Cut.Latest : 0, terms.Cascade ? end + Chain : end);
        }

        // plus one: sessions issued in this very millisecond are cut too (STS section 6.2)
        var before = terms.IssuedBefore is { } instant ? CeilingOf(instant) : nowMs + (long)terms.Skew.TotalMilliseconds + 1;
        return new Cut(before, terms.Cascade ? before : 0, UntilOf(before));
    }

    // tokens say whole milliseconds, rounded down: within one nobody knows who was first
    private static long CeilingOf(DateTimeOffset instant) =>
        instant.ToUnixTimeMilliseconds() + (instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    /// <summary>When the last session issued before an instant, and the last that comes from one, has ended.</summary>
    public static long UntilOf(long issuedBefore) => Math.Min(Cut.Latest, issuedBefore + Session);
}
