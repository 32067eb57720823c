using System.Diagnostics.Metrics;
using Authz.Engine.Decisions;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Telemetry;

/// <summary>
/// Counts decisions by reason and layer. Each processor counts for itself and the counts are added up when somebody reads: a counter with
/// tags costs more than the decision. Thread-safe.
/// </summary>
internal sealed class DecisionCounts
{
    private const int Shelves = 16;

    private static readonly AuthorizationReason[] Reasons = Enum.GetValues<AuthorizationReason>();
    private static readonly PolicyLayer[] Layers = Enum.GetValues<PolicyLayer>();
    private static readonly int Kinds = (int)Reasons.Max() * Layers.Length + Layers.Length;

    // arrays of their own, so that processors do not write to one cache line
    private readonly long[][] _counts = [.. Enumerable.Range(0, Shelves).Select(static _ => new long[Kinds])];

    /// <summary>Counts one decision.</summary>
    public void Add(AuthorizationReason reason, PolicyLayer layer) =>
        Interlocked.Increment(ref _counts[Thread.GetCurrentProcessorId() & (Shelves - 1)][IndexOf(reason, layer)]);

    /// <summary>The counts of every kind of decision that was made.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        foreach (AuthorizationReason reason in Reasons)
        {
            foreach (PolicyLayer layer in Layers)
            {
                var count = Count(IndexOf(reason, layer));
                if (count > 0) yield return new Measurement<long>(count, TagsOf(reason, layer));
            }
        }
    }

    private static int IndexOf(AuthorizationReason reason, PolicyLayer layer) => (int)reason * Layers.Length + (int)layer;

    private static KeyValuePair<string, object?>[] TagsOf(AuthorizationReason reason, PolicyLayer layer) =>
    [
        new("decision", reason == AuthorizationReason.Allowed ? "allow" : "deny"),
        new("reason", reason.ToString()),
        new("layer", layer.ToString()),
    ];

    private long Count(int index)
    {
        long count = 0;
        foreach (var counts in _counts) count += Volatile.Read(ref counts[index]);
        return count;
    }
}
