using System.Runtime.CompilerServices;
using Authz.Engine.Programs;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Sts.Caching;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>
/// The programs of sessions, made once for all tokens of a role with the same session policies. A snapshot has its own, which go with it.
/// Thread-safe.
/// </summary>
/// <param name="sizeLimit">Most bytes for one snapshot.</param>
internal sealed class SessionPrograms(long sizeLimit)
{
    private const int BytesOfProgram = 2 << 10;
    private const int BytesOfStatement = 2 << 10;

    private readonly CacheCounters _counters = new();
    private readonly SingleFlight<(Snapshot Snapshot, string Key), PrincipalProgram> _flights = new();
    private readonly ConditionalWeakTable<Snapshot, BoundedCache<PrincipalProgram>> _bySnapshot = [];
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
                count += cache.Statistics.CurrentEntryCount;
                size += cache.Statistics.CurrentEstimatedSize ?? 0;
            }

            return _counters.With(Volatile.Read(ref _hits), Volatile.Read(ref _misses), count, size);
        }
    }

    /// <summary>The layers of a session.</summary>
    public PrincipalProgram Of(Snapshot snapshot, Role role, SessionClaims claims)
    {
        if (!SessionProgram.HasOwn(claims)) return snapshot.ProgramOf(role);
        BoundedCache<PrincipalProgram> cache = _bySnapshot.GetValue(snapshot, _ => new BoundedCache<PrincipalProgram>(sizeLimit, _counters));
        // no ARN has a space, no id a line break
        var key = $"{role.RoleId}\n{string.Join(' ', claims.PolicyArns)}\n{claims.Policy}";
        if (cache.Find(key) is { } found)
        {
            Interlocked.Increment(ref _hits);
            return found;
        }

        Interlocked.Increment(ref _misses);
        return _flights.Do((snapshot, key), () => cache.Find(key) ?? Build(cache, key, snapshot, role, claims));
    }

    private PrincipalProgram Build(
        BoundedCache<PrincipalProgram> cache, string key, Snapshot snapshot, Role role, SessionClaims claims)
    {
        _counters.CountBuild();
        var program = SessionProgram.Compile(snapshot, role, claims);
        cache.Add(key, program, BytesOfProgram + sizeof(char) * key.Length + BytesOfStatement * (program.Session?.StatementCount ?? 0));
        return program;
    }
}
