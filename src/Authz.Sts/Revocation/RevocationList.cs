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

    /// <summary>
    /// Whether a session, or one that it was taken from, was issued before the cut-off of its role; at the cut-off it lives (sections 6.2
    /// and 6.4).
    /// </summary>
    public bool IsRevoked(SessionClaims claims)
    {
        if (_roles.Count == 0) return false;
        if (IsCut(claims.PrincipalId, claims.IssuedAt.ToUnixTimeMilliseconds())) return true;
        for (var i = 0; i < claims.Chain.Count; i++)
        {
            if (IsCut(claims.Chain[i].RoleId, claims.Chain[i].IssuedAtMs)) return true;
        }

        return false;
    }

    private bool IsCut(string roleId, long issuedAt) => _roles.TryGetValue(roleId, out var cutoff) && issuedAt < cutoff;
}
