using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;

namespace Authz.Benchmarks;

/// <summary>What a decision costs between the messages, from Read to Write, and what of it is the decision path below the messages.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class PathBenchmarks
{
    private const int BatchSize = 100;

    private readonly AskedSidecar _sidecar = new();
    private readonly AuthorizeReader _reader;
    private readonly AnswerLine _line;
    private readonly Authorizer _authorizer;
    private readonly byte[] _question;
    private readonly byte[] _batch;
    private readonly AuthorizationQuery _query;
    private readonly PinnedPolicies _policies;

    public PathBenchmarks()
    {
        (_reader, _line, _authorizer) = (_sidecar.Service<AuthorizeReader>(), _sidecar.Service<AnswerLine>(), _sidecar.Service<Authorizer>());
        (_question, _batch) = (_sidecar.Question().ToByteArray(), _sidecar.Batch(BatchSize).ToByteArray());
        if (_reader.Read(ReceivedRequest.Read(_question), out AuthorizationQuery? query) is { } fault) throw new InvalidOperationException(fault);
        _query = query!;
        _policies = _sidecar.Policies;
    }

    /// <summary>Read, Identify, Evaluate, explain, Record, Write.</summary>
    [Benchmark(Baseline = true)]
    public bool Whole()
    {
        _reader.Read(ReceivedRequest.Read(_question), out AuthorizationQuery? query);
        return Expect(_line.Answer(query!, _policies));
    }

    /// <summary>The message alone.</summary>
    [Benchmark]
    public bool Read() => _reader.Read(ReceivedRequest.Read(_question), out _) is null;

    /// <summary>Identify and Evaluate, with the explanation.</summary>
    [Benchmark]
    public bool Decide() => _authorizer.Authorize(_query, _sidecar.Pinned).IsAllowed;

    /// <summary>One decision of a batch of 100 that have token, region and context in common.</summary>
    [Benchmark(OperationsPerInvoke = BatchSize)]
    public int InBatch()
    {
        var batch = ReceivedBatch.Read(_batch);
        _reader.ReadShared(batch, out SharedParts shared);
        var line = new BatchLine(_reader, _line, shared, _policies);
        var allowed = 0;
        foreach (ReceivedRequest entry in batch.Requests) allowed += Expect(line.Answer(entry)) ? 1 : 0;
        return allowed;
    }

    private static bool Expect(WrittenAnswer answer) =>
        answer.Decision == Decision.Allow ? true : throw new InvalidOperationException($"answered {answer.Reason}");
}
