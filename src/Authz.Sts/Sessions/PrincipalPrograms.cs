using System.Runtime.CompilerServices;
using Authz.Engine.Compilation;
using Authz.Engine.Programs;
using Authz.Organizations.Snapshots;
using Authz.Sts.Caching;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>
/// The programs of principals and of sessions, each made once: for all principals with the same policies, for all tokens of such roles with
/// the same session policies. A snapshot has its own, which go with it. Thread-safe.
/// </summary>
/// <param name="sizeLimit">Most bytes for one snapshot.</param>
internal sealed class PrincipalPrograms(long sizeLimit)
{
    // what a program takes beside the layers that the snapshot holds: itself with its memo of some tens of actions, a place of each
    // statement in the index, and the statements of session policies, which are its own
    private const int BytesOfProgram = 16 << 10;
    private const int BytesOfPlace = 192;
    private const int BytesOfStatement = 640;

    private readonly CacheCounters _counters = new();
    private readonly SingleFlight<(Snapshot Snapshot, object Key), PrincipalProgram> _flights = new();
    private readonly ConditionalWeakTable<Snapshot, BoundedCache<PrincipalProgram>> _bySnapshot = [];

    // layers that a new snapshot has kept: what was made of them is not made again while anybody holds it
    private readonly ConditionalWeakTable<PrincipalLayers, WeakReference<PrincipalProgram>> _made = [];
    private long _hits;
    private long _misses;

    /// <summary>What became of programs, of all snapshots that are still in use.</summary>
    public CacheStatistics Statistics
    {
        get
        {
            long count = 0, size = 0;
            foreach ((_, BoundedCache<PrincipalProgram> cache) in _bySnapshot)
            {
                count += cache.Count;
                size += cache.Size;
            }

            return _counters.With(Volatile.Read(ref _hits), Volatile.Read(ref _misses), count, size);
        }
    }

    /// <summary>The program of a principal of the snapshot, without session policies.</summary>
    public PrincipalProgram Of(Snapshot snapshot, PrincipalLayers layers) => Get(snapshot, layers, () => Fold(layers), keyBytes: 0);

    /// <summary>The program of a session of a principal.</summary>
    public PrincipalProgram Of(Snapshot snapshot, PrincipalLayers layers, SessionClaims claims)
    {
        if (!SessionPolicies.AreIn(claims)) return Of(snapshot, layers);
        // no ARN has a space
        var key = new SessionKey(layers, string.Join(' ', claims.PolicyArns), claims.Policy);
        return Get(
            snapshot, key, () => AddSession(snapshot, layers, claims),
            sizeof(char) * (key.PolicyArns.Length + (claims.Policy?.Length ?? 0)));
    }

    private PrincipalProgram Get(Snapshot snapshot, object key, Func<PrincipalProgram> make, int keyBytes)
    {
        BoundedCache<PrincipalProgram> cache = _bySnapshot.GetValue(snapshot, _ => new BoundedCache<PrincipalProgram>(sizeLimit, _counters));
        if (cache.Find(key) is { } found)
        {
            Interlocked.Increment(ref _hits);
            return found;
        }

        Interlocked.Increment(ref _misses);
        return _flights.Do((snapshot, key), () => cache.Find(key) ?? Build(cache, key, make, keyBytes));
    }

    private PrincipalProgram Fold(PrincipalLayers layers)
    {
        if (_made.TryGetValue(layers, out WeakReference<PrincipalProgram>? made) && made.TryGetTarget(out PrincipalProgram? program)) return program;
        _counters.CountBuild();
        program = ProgramCompiler.Compile(layers);
        _made.AddOrUpdate(layers, new WeakReference<PrincipalProgram>(program));
        return program;
    }

    private PrincipalProgram AddSession(Snapshot snapshot, PrincipalLayers layers, SessionClaims claims)
    {
        PrincipalProgram principal = Of(snapshot, layers);
        _counters.CountBuild();
        return ProgramCompiler.AddSession(principal, SessionPolicies.Compile(snapshot, claims));
    }

    private static PrincipalProgram Build(BoundedCache<PrincipalProgram> cache, object key, Func<PrincipalProgram> make, int keyBytes)
    {
        PrincipalProgram program = make();
        cache.Add(key, program, keyBytes + SizeOf(program));
        return program;
    }

    // a session shares its role's index
    private static long SizeOf(PrincipalProgram program) => program.Layers.Session is { } session
        ? BytesOfProgram + (long)BytesOfStatement * session.StatementCount
        : BytesOfProgram + (long)BytesOfPlace * program.StatementCount;

    private sealed record SessionKey(PrincipalLayers Layers, string PolicyArns, string? Policy);
}
