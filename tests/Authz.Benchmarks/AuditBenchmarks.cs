using System.Buffers;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Tokens.Storage;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>What a record of the decision log costs: of an allow with its context and five statements.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class AuditBenchmarks
{
    private readonly AskedSidecar _sidecar = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly RecordFormat _cloudTrail = RecordFormat.Of(new AuditOptions());
    private readonly RecordFormat _ocsf = RecordFormat.Of(new AuditOptions { IsOcsf = true });
    private readonly LineChain _chain = new(null);
    private readonly LineChain _keyed = new(new byte[32]);
    private readonly DecisionRecord _record;
    private readonly byte[] _line;

    public AuditBenchmarks()
    {
        AuthorizeReader reader = _sidecar.Service<AuthorizeReader>();
        if (reader.Read(ReceivedRequest.Read(Google.Protobuf.MessageExtensions.ToByteArray(_sidecar.Question())), out AuthorizationQuery? query) is { } fault)
            throw new InvalidOperationException(fault);
        AuthorizationAnswer answer = _sidecar.Service<Authorizer>().Authorize(query!, _sidecar.Pinned);
        if (!answer.IsAllowed) throw new InvalidOperationException(answer.Message);
        _record = DecisionRecord.Of(query, answer, DecisionIds.Next(), DateTimeOffset.UnixEpoch);
        _cloudTrail.Write(_record, _output);
        _line = _output.WrittenSpan[..^1].ToArray();
    }

    /// <summary>The line in CloudTrail's shape.</summary>
    [Benchmark(Baseline = true)]
    public int CloudTrail()
    {
        _output.ResetWrittenCount();
        _cloudTrail.Write(_record, _output);
        return _output.WrittenCount;
    }

    /// <summary>The line in OCSF's shape.</summary>
    [Benchmark]
    public int Ocsf()
    {
        _output.ResetWrittenCount();
        _ocsf.Write(_record, _output);
        return _output.WrittenCount;
    }

    /// <summary>Its place in the chain.</summary>
    [Benchmark]
    public long Chain()
    {
        _output.ResetWrittenCount();
        _chain.Append(_line, _output);
        return _chain.Sequence;
    }

    /// <summary>The same with a key.</summary>
    [Benchmark]
    public long KeyedChain()
    {
        _output.ResetWrittenCount();
        _keyed.Append(_line, _output);
        return _keyed.Sequence;
    }
}
