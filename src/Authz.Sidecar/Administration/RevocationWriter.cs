using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Revocation;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Sidecar.Administration;

/// <summary>Writes revocations as messages.</summary>
internal static class RevocationWriter
{
    // tag and length of one of them in its list
    private const int Overhead = 6;

    /// <summary>The widest first, as many as fit.</summary>
    public static ListRevocationsResponse Write(RevocationList list)
    {
        var response = new ListRevocationsResponse();
        var room = RequestLimits.DiagnosticBytes;
        foreach ((RevocationTarget target, Cut cut) in list.Cuts.OrderBy(static c => c.Key.Kind).ThenBy(static c => c.Key.Id, StringComparer.Ordinal))
        {
            Protocol.V1.Revocation message = Write(target, cut);
            room -= message.CalculateSize() + Overhead;
            if (room < 0) break;
            response.Revocations.Add(message);
        }

        response.LeftOut = list.Cuts.Count - response.Revocations.Count;
        return response;
    }

    private static Protocol.V1.Revocation Write(RevocationTarget target, Cut cut) => new()
    {
        Kind = target.Kind switch
        {
            RevocationKind.Everything => RevokedKind.AllSessions,
            RevocationKind.Account => RevokedKind.AccountSessions,
            RevocationKind.Role => RevokedKind.RoleSessions,
            RevocationKind.User => RevokedKind.UserSessions,
            RevocationKind.Session => RevokedKind.OneSession,
            RevocationKind.SourceIdentity => RevokedKind.SourceIdentitySessions,
            RevocationKind.Subject => RevokedKind.SubjectSessions,
            RevocationKind.SigningKey => RevokedKind.SigningKey,
            _ => RevokedKind.Unspecified,
        },
        Id = target.Id,
        Issuer = target.Issuer,
        IssuedBefore = InstantOf(cut.IssuedBefore),
        Cascades = cut.AncestorsBefore > 0,
        ExpiresAt = InstantOf(cut.Until),
    };

    private static Timestamp? InstantOf(long milliseconds) =>
        milliseconds >= Cut.Latest ? null : Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
