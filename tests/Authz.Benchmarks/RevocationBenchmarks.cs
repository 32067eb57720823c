using Authz.Sts.Identities;
using Authz.Sts.Revocation;
using Authz.Tokens.Sessions;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>
/// What revocations cost: a session that is held, without and with 2,000 of them in force (the difference is the check on the way of a
/// request); and one that is looked up in a list it has not met.
/// </summary>
[MemoryDiagnoser]
[MedianColumn]
public class RevocationBenchmarks
{
    private readonly AskedSidecar _plain = new();
    private readonly AskedSidecar _burdened = new();
    private readonly CallerIdentifier _withoutCuts;
    private readonly CallerIdentifier _withCuts;
    private readonly RevocationList _list;
    private readonly SessionClaims _claims;
    private readonly SessionClaims _chained;

    public RevocationBenchmarks()
    {
        (_withoutCuts, _withCuts) = (_plain.Service<CallerIdentifier>(), _burdened.Service<CallerIdentifier>());
        RevocationStore store = _burdened.Service<RevocationStore>();
        _list = Fill(store);
        _claims = _burdened.Service<SessionTokenVerifier>().Verify(_burdened.Pinned.Ring, _burdened.SessionToken).Claims!;
        _chained = _claims with { SourceIdentity = "ana", Chain = [.. Enumerable.Repeat(ChainLink.Of(_claims), SessionClaims.MaximumChain)] };
    }

    /// <summary>A session that is held, and nothing is revoked.</summary>
    [Benchmark(Baseline = true)]
    public bool HeldWithoutRevocations() => Expect(_withoutCuts.FromToken(_plain.SessionToken, _plain.Pinned, AskedSidecar.Region).IsIdentified);

    /// <summary>The same beside 2,000 revocations.</summary>
    [Benchmark]
    public bool HeldWithRevocations() => Expect(_withCuts.FromToken(_burdened.SessionToken, _burdened.Pinned, AskedSidecar.Region).IsIdentified);

    /// <summary>A session that meets the list for the first time.</summary>
    [Benchmark]
    public bool FirstLook() => Expect(!_list.IsRevoked(_claims));

    /// <summary>The same with four ancestors and a source identity.</summary>
    [Benchmark]
    public bool FirstLookAtChain() => Expect(!_list.IsRevoked(_chained));

    // one of each kind, and single sessions
    private static RevocationList Fill(RevocationStore store)
    {
        foreach (RevocationKind kind in (RevocationKind[])[RevocationKind.Account, RevocationKind.Role, RevocationKind.User, RevocationKind.SourceIdentity])
            Expect(store.TryRevoke(new RevocationTarget(kind, "another"), new RevocationTerms(), out _));
        Expect(store.TryRevoke(new RevocationTarget(RevocationKind.Subject, "another", "issuer"), new RevocationTerms(), out _));
        for (var i = store.Current.Cuts.Count; i < Count; i++)
            Expect(store.TryRevoke(RevocationTarget.OfSession($"{i:D22}"), new RevocationTerms(), out _));
        return store.Current;
    }

    private const int Count = 2_000;

    private static bool Expect(bool isRight) => isRight ? true : throw new InvalidOperationException("the benchmark does not do what it says");
}
