using System.Diagnostics;
using System.Text;
using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Readme;

/// <summary>One bash in which all blocks run, one after the other, so that what one of them exports the next one has.</summary>
internal static class StoryShell
{
    private const string Mark = "@@end-of-block@@";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the blocks.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="endpoint">Where applications are answered.</param>
    /// <param name="administrationEndpoint">Where operators are.</param>
    /// <param name="directory">Where the commands run; null: where the tests do.</param>
    /// <param name="variables">More of what is set for them.</param>
    /// <returns>For each block that was run to its end its output and the exit status of its last command.</returns>
    public static async Task<List<(string Output, string Exit)>> RunAsync(
        IEnumerable<StoryBlock> blocks, string endpoint, string administrationEndpoint, string? directory = null,
        params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-s"])
        {
            // commands name files of the checkout
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
            Environment = { ["AUTHZ_ENDPOINT"] = endpoint, ["AUTHZ_ADMINISTRATION_ENDPOINT"] = administrationEndpoint },
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using Process bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(Script(blocks));
        bash.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task<string> errors = bash.StandardError.ReadToEndAsync(patience.Token);
            var output = await bash.StandardOutput.ReadToEndAsync(patience.Token);
            await bash.WaitForExitAsync(patience.Token);
            Assert.Empty(await errors);
            return Split(output);
        }
        finally
        {
            if (!bash.HasExited) bash.Kill(entireProcessTree: true);
        }
    }

    // Beside the tests lies the tool without those libraries that the tests have from their shared framework, so it runs on theirs.
    // The function stands for the README's own, which builds the tool first. A block reads nothing of the script that follows it
    private static string Script(IEnumerable<StoryBlock> blocks)
    {
        var beside = AppContext.BaseDirectory;
        var tests = Path.Combine(beside, typeof(StoryShell).Assembly.GetName().Name!);
        var tool = Path.Combine(beside, "authz.dll");
        Assert.True(File.Exists(tool), $"`{tool}` is not built");
        var script = new StringBuilder("exec 2>&1\n").Append(
            $"authz() {{ dotnet exec --runtimeconfig '{tests}.runtimeconfig.json' --depsfile '{tests}.deps.json' '{tool}' \"$@\" </dev/null; }}\n");
        foreach (StoryBlock block in blocks) script.Append($"{block.Commands}\necho \"{Mark}$?\"\n");
        return script.ToString();
    }

    private static List<(string, string)> Split(string output)
    {
        var runs = new List<(string, string)>();
        var block = new StringBuilder();
        foreach (var line in output.Split('\n'))
        {
            var at = line.IndexOf(Mark, StringComparison.Ordinal);
            block.Append(at < 0 ? line : line[..at]).Append('\n');
            if (at < 0) continue;
            runs.Add((block.ToString(), line[(at + Mark.Length)..]));
            block.Clear();
        }

        return runs;
    }
}
