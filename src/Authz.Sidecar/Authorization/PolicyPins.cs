using Authz.Organizations.Snapshots;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;

namespace Authz.Sidecar.Authorization;

/// <summary>Gives requests the policies that they are decided by, after waiting for the revision that they ask for. Thread-safe.</summary>
/// <param name="state">What serves.</param>
/// <param name="reloader">Is asked to look when a revision is wanted that has not come.</param>
/// <param name="time">The clock.</param>
internal sealed class PolicyPins(SidecarState state, OrganizationReloader reloader, TimeProvider time)
{
    private static readonly AuthorizationAnswer NotReady = new()
    {
        Reason = AuthorizationReason.NotReady,
        Message = "there is no organization or no key to decide with: ask again when `/readyz` says ready",
    };

    private int _waiting;
    private long _waitingBytes;

    /// <summary>Pins what a request uses to its end.</summary>
    public PinnedPolicies Pin()
    {
        // without keys every token would look invalid, and its bearer would ask for a new one in vain
        if (!state.HasPolicies) return new PinnedPolicies(null, NotReady);
        return state.IsExpired ? new PinnedPolicies(null, Expired()) : new PinnedPolicies(state.Pin(), NotReady);
    }

    /// <summary>Whether a revision serves or served; what is pinned after this call is it or a later one. Empty: any is.</summary>
    public bool HasReached(string revision) => revision.Length == 0 || state.Snapshots.HasReached(revision);

    /// <summary>The revisions that entries ask for and that have not come; null: none.</summary>
    public HashSet<string>? Missing(IReadOnlyList<ReceivedRequest> entries)
    {
        HashSet<string>? missing = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var revision = entries[i].MinPolicyRevision;
            // what is no revision is refused when the entry is read
            if (revision.Length <= RequestLimits.RevisionLength && !HasReached(revision))
                (missing ??= new HashSet<string>(StringComparer.Ordinal)).Add(revision);
        }

        return missing;
    }

    /// <summary>Waits for a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="size">Bytes of the message that waits.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="Grpc.Core.RpcException">It did not come.</exception>
    public async Task ReachAsync(string revision, int size, CancellationToken cancellation)
    {
        if (revision.Length > RequestLimits.RevisionLength)
            throw StatusError.InvalidArgument(NoRevision(revision));
        if (await TryReachAsync(revision, size, cancellation)) return;
        throw StatusError.RevisionNotServed(revision, state.Snapshot?.Revision ?? "", NotReached(revision));
    }

    /// <summary>Says that a text is no revision.</summary>
    public static string NoRevision(string text) => $"`min_policy_revision` has {text.Length} characters: write the `policy_revision` of an answer";

    /// <summary>Says that a revision did not come.</summary>
    public string NotReached(string revision) =>
        $"this sidecar has not served the policy revision `{revision}` and serves `{state.Snapshot?.Revision}`: "
        + "ask again when it has loaded that revision, or without `min_policy_revision` when a later one replaced it before the sidecar started";

    /// <summary>Waits for a revision as long as the settings say; false when it does not come, or when too many or too much wait already.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="size">Bytes of the message that waits.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<bool> TryReachAsync(string revision, int size, CancellationToken cancellation)
    {
        if (HasReached(revision)) return true;
        if (state.Options.Reload.RevisionWait == TimeSpan.Zero) return false;
        try
        {
            return Interlocked.Increment(ref _waiting) <= RequestLimits.WaitingForRevision
                & Interlocked.Add(ref _waitingBytes, size) <= RequestLimits.WaitingBytes
                && await WaitAsync(revision, cancellation);
        }
        finally
        {
            Interlocked.Add(ref _waitingBytes, -size);
            Interlocked.Decrement(ref _waiting);
        }
    }

    private AuthorizationAnswer Expired() => new() { Reason = AuthorizationReason.PoliciesStale, Message = StaleText.Of(state) };

    private async Task<bool> WaitAsync(string revision, CancellationToken cancellation)
    {
        SnapshotHolder snapshots = state.Snapshots;
        using var patience = new CancellationTokenSource(state.Options.Reload.RevisionWait, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        while (true)
        {
            // taken before the look, or a publication between the two would be missed
            Task next = snapshots.NextPublication;
            if (snapshots.HasReached(revision)) return true;
            // again and again: a change may come after the first look, where nothing hints of it
            reloader.Look();
            await next.WaitAsync(WakeSignal.MaxDelay, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            if (!next.IsCompleted && patience.IsCancellationRequested) return false;
        }
    }
}

/// <summary>What a request is decided by.</summary>
/// <param name="Pinned">The policies and keys; null when there is nothing to decide by.</param>
/// <param name="Refusal">The answer then.</param>
internal readonly record struct PinnedPolicies(Pinned? Pinned, AuthorizationAnswer Refusal);
