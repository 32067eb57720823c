using Authz.Fuzzing.Targets;

namespace Authz.Fuzzing;

/// <summary>Every seed and every input that once broke a property is checked again.</summary>
public sealed class ReplayTests
{
    // far more than any input needs, also on a busy machine
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Inputs => [.. Files("seeds").Concat(Files("findings"))];

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public Task Properties_hold_on_every_seed_and_finding(string file)
    {
        FuzzTarget target = FuzzTarget.Named(file.Split('/')[1]);
        return Task.Run(() => target.Check(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)))).WaitAsync(Longest);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_target_has_seeds(string target) => Assert.Contains(Files("seeds"), file => file.StartsWith($"seeds/{target}/", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder)
    {
        var root = Path.Combine(AppContext.BaseDirectory, folder);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(AppContext.BaseDirectory, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }
}
