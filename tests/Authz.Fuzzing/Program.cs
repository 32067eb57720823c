using System.Text;
using Authz.Fuzzing.Targets;
using SharpFuzz;
using Xunit.MicrosoftTestingPlatform;

namespace Authz.Fuzzing;

internal static class Program
{
    /// <summary><c>fuzz TARGET</c>: serves inputs to AFL until it ends. <c>replay TARGET FILE...</c>: checks files. Anything else: the tests.</summary>
    private static int Main(string[] args) => args switch
    {
        ["fuzz", var name] => Fuzz(FuzzTarget.Named(name)),
        ["replay", var name, .. var files] => Replay(FuzzTarget.Named(name), files),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult(),
    };

    private static int Fuzz(FuzzTarget target)
    {
        // in a process of its own, so that a stack overflow is a finding and not the end of the run
        Fuzzer.OutOfProcess.Run(input =>
        {
            using var buffer = new MemoryStream();
            input.CopyTo(buffer);
            target.Check(buffer.ToArray());
        });
        return 0;
    }

    // each kind of breakage once, with the first input that shows it
    private static int Replay(FuzzTarget target, string[] files)
    {
        var broken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var input = File.ReadAllBytes(file);
            try
            {
                target.Check(input);
                Console.WriteLine($"holds: {file}");
            }
            catch (Exception exception)
            {
                var kind = $"{exception.GetType().Name} {new System.Diagnostics.StackTrace(exception).GetFrame(1)}";
                broken[kind] = broken.GetValueOrDefault(kind) + 1;
                if (broken[kind] == 1) Console.WriteLine($"broken: {file}\n{Uri.EscapeDataString(Encoding.Latin1.GetString(input))}\n{exception}");
            }
        }

        foreach ((var kind, var count) in broken) Console.WriteLine($"{count} times {kind}");
        return broken.Count == 0 ? 0 : 1;
    }
}
