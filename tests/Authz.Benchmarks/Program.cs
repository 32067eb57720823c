using Authz.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["--resident"]) ResidentSize.Write(Console.Out);
else BenchmarkSwitcher.FromAssembly(typeof(TokenBenchmarks).Assembly).Run(args);
