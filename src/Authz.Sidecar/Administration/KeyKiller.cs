using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Keys;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Revocation;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Administration;

/// <summary>Kills signing keys: remembered as a revocation, so that a directory that cannot be written, or is put back, changes nothing.</summary>
internal sealed class KeyKiller(SidecarState state, KeyFollower follower, Revoker revoker, TimeProvider time)
{
    /// <summary>Kills a key of the ring, or one that was killed already.</summary>
    public KillSigningKeyResponse Kill(string keyId)
    {
        if (!state.Ring.Listed.Any(k => k.KeyId == keyId))
            throw StatusError.Of(new StsError(StsErrorCode.ValidationError, $"`{keyId}` is no key of this sidecar: `authz status` lists them"));
        revoker.Revoke(RevocationTarget.OfKey(keyId), new RevocationTerms());
        var isChanged = state.Options.Keys.Path is { } path && new KeyRotation(path, KeyTimes.Default, time).Kill(keyId).IsDone;
        follower.Look();
        return new KillSigningKeyResponse { CanIssue = state.Ring.CanIssue, DirectoryChanged = isChanged };
    }
}
