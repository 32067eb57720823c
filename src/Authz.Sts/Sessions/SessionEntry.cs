using System.Runtime;
using Authz.Organizations.Snapshots;
using Authz.Sts.Identities;
using Authz.Sts.Revocation;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>A verified token, and its session bound to the snapshot that was asked last. Thread-safe.</summary>
internal sealed class SessionEntry(string token, KeyRing ring, SessionClaims claims, string keyId)
{
    private BoundIdentity? _bound;
    private object? _clearedBy;

    public string Token { get; } = token;

    public KeyRing Ring { get; } = ring;

    public SessionClaims Claims { get; } = claims;

    public string KeyId { get; } = keyId;

    /// <summary>What cuts the session; nothing when it lives. That it lives is found once for each list.</summary>
    public RevocationTarget FindCut(RevocationList revocations)
    {
        if (ReferenceEquals(Volatile.Read(ref _clearedBy), revocations.Mark)) return default;
        RevocationTarget cut = revocations.FindCut(Claims);
        if (cut.IsNone) Volatile.Write(ref _clearedBy, revocations.Mark);
        return cut;
    }

    /// <summary>The session in a snapshot; null when its role is gone there. Bound anew when the snapshot is another one.</summary>
    public Identity? BindTo(Snapshot snapshot, PrincipalPrograms programs)
    {
        if (Volatile.Read(ref _bound) is { } bound && bound.TryGet(snapshot, out Identity? identity)) return identity;
        identity = IdentityBuilder.OfSession(snapshot, Claims, programs);
        Volatile.Write(ref _bound, new BoundIdentity(snapshot, identity));
        return identity;
    }

    // The identity leads to the whole organization: a session that nobody asks about again must not keep one that was replaced. So it
    // lives as long as the snapshot.
    private sealed class BoundIdentity(Snapshot snapshot, Identity? identity)
    {
        private DependentHandle _handle = new(snapshot, identity);

        ~BoundIdentity() => _handle.Dispose();

        public bool TryGet(Snapshot snapshot, out Identity? identity)
        {
            (var held, var bound) = _handle.TargetAndDependent;
            identity = (Identity?)bound;
            // the handle must not be freed while it is read
            GC.KeepAlive(this);
            return ReferenceEquals(held, snapshot);
        }
    }
}
