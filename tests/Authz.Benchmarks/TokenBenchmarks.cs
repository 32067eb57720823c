using System.Security.Cryptography;
using System.Text;
using Authz.Sts.Identities;
using Authz.Tokens.Sessions;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>What a token costs: found in the cache, and verified, beside the bare check of one ES256 signature over as many bytes.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class TokenBenchmarks
{
    private readonly AskedSidecar _sidecar = new();
    private readonly CallerIdentifier _identifier;
    private readonly SessionTokenVerifier _verifier;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    public TokenBenchmarks()
    {
        (_identifier, _verifier) = (_sidecar.Service<CallerIdentifier>(), _sidecar.Service<SessionTokenVerifier>());
        _signed = Encoding.ASCII.GetBytes(_sidecar.SessionToken[.._sidecar.SessionToken.LastIndexOf('.')]);
        _signature = _key.SignData(_signed, HashAlgorithmName.SHA256);
    }

    /// <summary>One ES256 verification.</summary>
    [Benchmark(Baseline = true)]
    public bool Signature() => _key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256);

    /// <summary>A token that nobody brought before.</summary>
    [Benchmark]
    public bool Cold() => Expect(_verifier.Verify(_sidecar.Pinned.Ring, _sidecar.SessionToken).IsValid);

    /// <summary>A token that is held, bound and checked for its end and region.</summary>
    [Benchmark]
    public bool Held() => Expect(_identifier.FromToken(_sidecar.SessionToken, _sidecar.Pinned, AskedSidecar.Region).IsIdentified);

    private static bool Expect(bool isValid) => isValid ? true : throw new InvalidOperationException("the token was refused");
}
