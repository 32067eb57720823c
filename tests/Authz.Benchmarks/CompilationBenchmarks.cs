using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Policies.Documents;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>From text to program: what a load, and a session with a new session policy, cost.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class CompilationBenchmarks
{
    private readonly PolicyDocument _document = Policies.Read(PolicyKind.Identity, Policies.Role);
    private readonly PolicyDocument _large = Policies.Read(PolicyKind.Identity, Policies.OfManyActions(0, 1_000));

    /// <summary>Text of ten statements to document.</summary>
    [Benchmark(Baseline = true)]
    public int Read() => Policies.Read(PolicyKind.Identity, Policies.Role).Statements.Length;

    /// <summary>Document of ten statements to program.</summary>
    [Benchmark]
    public int Compile() => LayerCompiler.Compile(PolicyLayer.Identity, [new PolicySource("policy", _document)]).StatementCount;

    /// <summary>Document of 1,000 statements to program.</summary>
    [Benchmark]
    public int Compile1000() => LayerCompiler.Compile(PolicyLayer.Identity, [new PolicySource("policy", _large)]).StatementCount;
}
