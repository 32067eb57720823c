using Authz.Tokens.Sessions;

namespace Authz.Sts.Revocation;

/// <summary>The cuts of one moment. Immutable.</summary>
public sealed class RevocationList
{
    /// <summary>The name under which a revocation is explained, as in AWS (reference section 6.1).</summary>
    public const string PolicyName = "AWSRevokeOlderSessions";

    /// <summary>Most cuts that are held.</summary>
    public const int MaxCount = 100_000;

    // so many fit into a file that is read back
    private const int MaxCharacters = 8 << 20;

    // never changed once it is here
    private readonly Dictionary<RevocationTarget, Cut> _cuts;
    private readonly int _kinds;
    private readonly int _characters;
    private readonly long _latestOfAccounts;

    internal RevocationList(Dictionary<RevocationTarget, Cut> cuts)
    {
        _cuts = cuts;
        foreach ((RevocationTarget target, Cut cut) in cuts)
        {
            _kinds |= 1 << (int)target.Kind;
            _characters += target.Characters;
            if (target.Kind == RevocationKind.Account) _latestOfAccounts = Math.Max(_latestOfAccounts, cut.AncestorsBefore);
        }
    }

    /// <summary>No cuts.</summary>
    public static RevocationList Empty { get; } = new([]);

    /// <summary>What is cut.</summary>
    public IReadOnlyDictionary<RevocationTarget, Cut> Cuts => _cuts;

    /// <summary>Stands for this list in what was found by it, and does not keep it.</summary>
    internal object Mark { get; } = new();

    /// <summary>Ids of the signing keys that were killed.</summary>
    public IEnumerable<string> KilledKeys => _cuts.Keys.Where(static t => t.Kind == RevocationKind.SigningKey).Select(static t => t.Id);

    /// <summary>Whether no more may come in. What cuts everything, or a key, always may.</summary>
    internal bool IsFull => _cuts.Count > MaxCount || _characters > MaxCharacters;

    /// <summary>Whether a session is cut, by itself or by one that it comes from.</summary>
    public bool IsRevoked(SessionClaims claims) => !FindCut(claims).IsNone;

    /// <summary>What cuts a session, or one that it comes from (sections 6.2 to 6.4); nothing when it lives.</summary>
    public RevocationTarget FindCut(SessionClaims claims)
    {
        if (_kinds == 0) return default;
        RevocationTarget found = Find(ChainLink.Of(claims), claims.SourceIdentity, isAncestor: false);
        for (var i = 0; found.IsNone && i < claims.Chain.Count; i++)
        {
            // who carries a source identity has had it since it was set, and keeps it: that an ancestor had none yet is not known
            found = Find(claims.Chain[i], claims.SourceIdentity, isAncestor: true);
        }

        return found;
    }

    internal RevocationList With(RevocationTarget target, Cut cut, DateTimeOffset now)
    {
        Dictionary<RevocationTarget, Cut> cuts = Living(now);
        Put(cuts, target, cut);
        return new RevocationList(cuts);
    }

    internal RevocationList With(IReadOnlyDictionary<RevocationTarget, Cut> others, DateTimeOffset now)
    {
        if (others.Count == 0 || others.All(o => _cuts.TryGetValue(o.Key, out Cut own) && o.Value.IsWithin(own))) return this;
        Dictionary<RevocationTarget, Cut> cuts = Living(now);
        var nowMs = now.ToUnixTimeMilliseconds();
        foreach ((RevocationTarget target, Cut cut) in others)
        {
            if (cut.Until > nowMs) Put(cuts, target, cut);
        }

        return new RevocationList(cuts);
    }

    private Dictionary<RevocationTarget, Cut> Living(DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var cuts = new Dictionary<RevocationTarget, Cut>(_cuts);
        foreach ((RevocationTarget target, Cut cut) in _cuts)
        {
            if (cut.Until <= nowMs) cuts.Remove(target);
        }

        return cuts;
    }

    private static void Put(Dictionary<RevocationTarget, Cut> cuts, RevocationTarget target, Cut cut)
    {
        cut = cut.Or(cuts.GetValueOrDefault(target));
        cuts[target] = cut;
        if (target.Kind != RevocationKind.Everything) return;
        // what it covers need not be remembered
        foreach ((RevocationTarget covered, Cut other) in cuts.ToArray())
        {
            if (covered != target && other.IsWithin(cut)) cuts.Remove(covered);
        }
    }

    private RevocationTarget Find(in ChainLink link, string? source, bool isAncestor)
    {
        var at = link.IssuedAtMs;
        RevocationTarget target = RevocationTarget.Everything;
        if (IsCut(target, at, isAncestor)) return target;
        target = new RevocationTarget(RevocationKind.Account, link.AccountId);
        // whose account is not known may be of any
        if (link.AccountId.Length > 0 ? IsCut(target, at, isAncestor) : at < _latestOfAccounts) return target;
        target = new RevocationTarget(RevocationKind.Role, link.RoleId);
        if (IsCut(target, at, isAncestor)) return target;
        target = new RevocationTarget(RevocationKind.User, link.RoleId);
        if (IsCut(target, at, isAncestor)) return target;
        target = RevocationTarget.OfSession(link.TokenId);
        if (IsCut(target, at, isAncestor)) return target;
        target = new RevocationTarget(RevocationKind.SourceIdentity, source ?? "");
        if (source is not null && IsCut(target, at, isAncestor)) return target;
        target = new RevocationTarget(RevocationKind.Subject, link.Subject ?? "", link.Issuer ?? "");
        return link.Subject is not null && IsCut(target, at, isAncestor) ? target : default;
    }

    private bool IsCut(RevocationTarget target, long issuedAt, bool isAncestor) =>
        (_kinds & (1 << (int)target.Kind)) != 0
        && _cuts.TryGetValue(target, out Cut cut)
        && issuedAt < (isAncestor ? cut.AncestorsBefore : cut.IssuedBefore);
}
