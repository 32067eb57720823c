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

    // the first broken property ends it, as an unhandled exception with its message and stack
    private static int Replay(FuzzTarget target, string[] files)
    {
        foreach (var file in files)
        {
            Console.WriteLine(file);
            target.Check(File.ReadAllBytes(file));
        }

        return 0;
    }
}
