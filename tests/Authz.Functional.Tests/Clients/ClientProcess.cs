using System.Diagnostics;
using Authz.Functional.Tests.Calls;

namespace Authz.Functional.Tests.Clients;

/// <summary>A process with nothing of this machine's configuration of AWS.</summary>
internal static class ClientProcess
{
    /// <summary>Nothing beside the usual.</summary>
    public static readonly IReadOnlyDictionary<string, string> Plain = new Dictionary<string, string>();

    /// <summary>The environment of who has a key.</summary>
    public static Dictionary<string, string> EnvironmentOf(AccessKeyPair? key)
    {
        var environment = new Dictionary<string, string>();
        if (key is null) return environment;
        environment["AWS_ACCESS_KEY_ID"] = key.Id;
        environment["AWS_SECRET_ACCESS_KEY"] = key.Secret;
        if (key.SessionToken is not null) environment["AWS_SESSION_TOKEN"] = key.SessionToken;
        return environment;
    }

    public static Process Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        foreach ((var name, var value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end; null when it is not on this machine.</summary>
    public static async Task<(int Status, string Output, string Complaints)?> RunAsync(
        string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        try
        {
            using Process process = Start(program, environment, arguments);
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), complaints = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await complaints);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // the only way in which the platform says that there is no such program
            return null;
        }
    }
}
