using System.Diagnostics;

namespace Authz.Functional.Tests.Hosting;

/// <summary>
/// The tool as a process of its own. Beside the tests lies the tool without those libraries that the tests have from their shared framework, so
/// it runs on theirs.
/// </summary>
internal static class ToolProcess
{
    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", Arguments(args)) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    /// <summary>What follows <c>dotnet</c>.</summary>
    public static string[] Arguments(params string[] args)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, typeof(ToolProcess).Assembly.GetName().Name!);
        var tool = Path.Combine(AppContext.BaseDirectory, "authz.dll");
        Assert.True(File.Exists(tool), $"`{tool}` is not built");
        return ["exec", "--runtimeconfig", $"{tests}.runtimeconfig.json", "--depsfile", $"{tests}.deps.json", tool, .. args];
    }
}
