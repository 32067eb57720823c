using System.Text;

namespace Authz.Cli.Tests;

/// <summary>Runs command lines in process.</summary>
internal sealed record Tool
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The pair of the AWS documentation.</summary>
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    public Dictionary<string, string> Environment { get; init; } = [];

    public byte[] Input { get; init; } = [];

    public static Tool WithKeys(string? sessionToken = null)
    {
        var tool = new Tool { Environment = { ["AWS_ACCESS_KEY_ID"] = AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = SecretAccessKey } };
        if (sessionToken is not null) tool.Environment["AWS_SESSION_TOKEN"] = sessionToken;
        return tool;
    }

    public async Task<Outcome> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        var status = await AuthzCli.RunAsync(args, new Surroundings
        {
            Input = new MemoryStream(Input),
            Output = output,
            Error = error,
            Environment = name => Environment.GetValueOrDefault(name),
            Time = new StoppedClock(Now),
        });
        return new Outcome(status, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}

/// <summary>How a command line ended.</summary>
internal sealed record Outcome(int Status, string Output, string Error);

internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>A directory that is gone after the test.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("authz-cli-");

    public string Path => _directory.FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
