using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>How far chains of sessions go, beside their depth (STS section 6.4). Immutable.</summary>
public sealed record ChainLimits
{
    /// <summary>How long after its first session a chain may grow; null: as long as its sessions live.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether a session may take a role.</summary>
    /// <param name="caller">The calling session; null when none calls.</param>
    /// <param name="now">The time.</param>
    internal StsError Check(SessionClaims? caller, DateTimeOffset now)
    {
        if (MaxAge is not { } most || caller is null) return default;
        var begun = caller.Chain.Count > 0 ? caller.Chain[0].IssuedAtMs : caller.IssuedAt.ToUnixTimeMilliseconds();
        return now.ToUnixTimeMilliseconds() - begun < (long)most.TotalMilliseconds
            ? default
            : new StsError(
                StsErrorCode.ValidationError,
                $"the chain of sessions began more than {most:c} ago: begin a new one with long-term credentials or an identity provider's token");
    }
}
