using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Readme;

/// <summary>What the README tells a reader to copy does what the README says.</summary>
public sealed class ReadmeStoryTests
{
    [Theory, ClassData(typeof(Transports))]
    public async Task The_story_of_the_README_is_true(Transport transport)
    {
        List<StoryBlock> blocks = StoryBlock.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));
        Assert.True(blocks.Count >= 5 && blocks.Sum(static b => b.Output.Count) >= 10, "the story of the README is too short to be it");
        // the tool has the clock of the machine, and so has this sidecar
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, clock: TestClock.Running());
        var runs = await StoryShell.RunAsync(blocks, sidecar.Endpoint, sidecar.AdministrationEndpoint!);
        Assert.Equal(blocks.Count, runs.Count);
        var faults = string.Join('\n', blocks.Zip(runs, static (block, run) => block.FindFault(run.Output, run.Exit) is { } fault ? $"{fault}\n{run.Output}" : null)
            .OfType<string>());
        Assert.True(faults.Length == 0, faults);
    }
}
