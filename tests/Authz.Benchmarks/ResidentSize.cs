using System.Diagnostics;
using System.Globalization;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Benchmarks;

/// <summary>What 100,000 statements hold once they are loaded, and how fast they are compiled: heap before and after each step of a load.</summary>
internal static class ResidentSize
{
    private const int PolicyCount = 400;
    private const int StatementsOfPolicy = 250;
    private const int Rounds = 3;
    private const double Megabyte = 1_000_000;

    public static void Write(TextWriter output)
    {
        output.WriteLine("| statements | read, ms | documents, MB | compiled, ms | layers, MB | folded, ms | index, MB | compiled and folded, statements a second |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach ((var name, Func<int, int, string> write) in new (string, Func<int, int, string>)[]
        {
            ("of many actions", Policies.OfManyActions), ("of many resources", Policies.OfManyResources),
        })
        {
            string[] texts = [.. Enumerable.Range(0, PolicyCount).Select(i => write(i * StatementsOfPolicy, StatementsOfPolicy))];
            // the first rounds are slow: the code is not compiled for good yet
            for (var round = 0; round < Rounds; round++) output.WriteLine(Measure(name, texts));
        }
    }

    private static string Measure(string name, string[] texts)
    {
        var terms = new PolicyTerms();
        (PolicyDocument[] documents, Step read) = Run(() => texts.Select(t => Read(t, terms)).ToArray());
        (LayerProgram layer, Step compiled) = Run(() => LayerCompiler.Compile(PolicyLayer.Identity, documents.Select(static d => new PolicySource("policy", d))));
        (PrincipalProgram program, Step folded) = Run(() => ProgramCompiler.Compile(new PrincipalLayers { Identity = layer }));
        GC.KeepAlive(terms);
        GC.KeepAlive(program);
        var rate = layer.StatementCount / (compiled.Time + folded.Time).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {layer.StatementCount:N0} {name} | {read.Time.TotalMilliseconds:F0} | {read.Bytes / Megabyte:F0} | {compiled.Time.TotalMilliseconds:F0} "
            + $"| {compiled.Bytes / Megabyte:F0} | {folded.Time.TotalMilliseconds:F0} | {folded.Bytes / Megabyte:F0} | {rate:N0} |");
    }

    private static (T Made, Step Step) Run<T>(Func<T> make)
    {
        var before = Heap();
        var start = Stopwatch.GetTimestamp();
        T made = make();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (made, new Step(time, Heap() - before));
    }

    private static long Heap()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static PolicyDocument Read(string text, PolicyTerms terms)
    {
        var source = SourceText.FromString("policy", text);
        JsonNode root = JsonTree.Read(source, JsonDialect.Strict, new DiagnosticList())!;
        return PolicyReader.Read(root, source, PolicyKind.Identity, new DiagnosticList(), terms)!;
    }

    private readonly record struct Step(TimeSpan Time, long Bytes);
}
