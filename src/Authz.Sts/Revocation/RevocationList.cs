using System.Collections.Frozen;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Revocation;

/// <summary>The cut-offs of one moment. Immutable.</summary>
public sealed class RevocationList
{
    /// <summary>The name under which a revocation is explained, as in AWS (reference section 6.1).</summary>
    public const string PolicyName = "AWSRevokeOlderSessions";

    private readonly FrozenDictionary<string, long> _roles;

    internal RevocationList(IEnumerable<KeyValuePair<string, long>> roles) => _roles = roles.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No cut-offs.</summary>
    public static RevocationList Empty { get; } = new([]);

    /// <summary>Role ids and their cut-offs in milliseconds since 1970-01-01 UTC.</summary>
    public IReadOnlyDictionary<string, long> Roles => _roles;

    /// <summary>Whether a session was issued before the cut-off of its role; at the cut-off it lives (section 6.2).</summary>
    public bool IsRevoked(SessionClaims claims) =>
        _roles.TryGetValue(claims.RoleId, out var cutoff) && claims.IssuedAt.ToUnixTimeMilliseconds() < cutoff;
}
