using System.Security.Cryptography;
using System.Text;
using Authz.Organizations.Snapshots;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>What AssumeRole costs from an identified caller to a session, beside the bare making of one ES256 signature over as many bytes.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class IssueBenchmarks
{
    private readonly AskedSidecar _sidecar = new();
    private readonly AssumeRoleOperation _operation;
    private readonly Identity _ana;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _signed;

    public IssueBenchmarks()
    {
        _operation = _sidecar.Service<AssumeRoleOperation>();
        Snapshot snapshot = _sidecar.Pinned.Snapshot;
        _ana = PrincipalSimulation.Find(new SimulatedPrincipal(AskedSidecar.UserArn), snapshot, TimeProvider.System.GetUtcNow())!;
        _signed = Encoding.ASCII.GetBytes(_sidecar.SessionToken[.._sidecar.SessionToken.LastIndexOf('.')]);
    }

    /// <summary>One ES256 signature.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Signature() => _key.SignData(_signed, HashAlgorithmName.SHA256);

    /// <summary>AssumeRole.</summary>
    [Benchmark]
    public string AssumeRole() => Token(AskedSidecar.RequestOf(AskedSidecar.RoleArn));

    /// <summary>AssumeRole with a session policy and tags.</summary>
    [Benchmark]
    public string Narrowed() => Token(AskedSidecar.RequestOf(AskedSidecar.RoleArn) with
    {
        Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:Get*","Resource":"arn:aws:orders:*:*:order/*"}]}""",
    });

    private string Token(AssumeRoleRequest request)
    {
        var issued = _operation.Issue(_ana, request, _sidecar.Pinned);
        return issued.Session?.SessionToken ?? throw new InvalidOperationException(issued.Error.Message);
    }
}
