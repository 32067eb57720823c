using Authz.Sts.Identities;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>The sessions that a new session comes from, so that revoking one reaches it.</summary>
internal static class Ancestry
{
    /// <summary>The chain of a session that a caller takes; empty for long-term credentials.</summary>
    public static IReadOnlyList<ChainLink> Of(Identity caller) => caller.Claims is not { } claims
        ? []
        : [.. claims.Chain, ChainLink.Of(claims)];
}
