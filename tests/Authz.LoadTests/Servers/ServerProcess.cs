using System.Diagnostics;
using System.Text;

namespace Authz.LoadTests.Servers;

/// <summary>A server in a child process, ready to be called.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly Process _process;

    private ServerProcess(string name, Process process, int[] ports) =>
        (Name, _process, Grpc, Operations, Administration) = (name, process, Local(ports[0]), Local(ports[1]), Local(ports[2]));

    /// <summary>What it is called in the report.</summary>
    public string Name { get; }

    /// <summary>Where it serves gRPC.</summary>
    public Uri Grpc { get; }

    /// <summary>Where it says whether it is ready.</summary>
    public Uri Operations { get; }

    /// <summary>Where the sidecar is administered, when it was told to be.</summary>
    public Uri Administration { get; }

    /// <summary>File name of the program.</summary>
    public string Program => Path.GetFileName(_process.StartInfo.FileName);

    /// <summary>From the start of the process to the first answer that says it is ready.</summary>
    public TimeSpan StartToReady { get; private set; }

    /// <summary>Processor time since the start, all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, from the ports of gRPC and of readiness, and two to spare.</param>
    /// <param name="readiness">Path that says whether it is ready.</param>
    /// <param name="cancellation">Ends the wait and the process.</param>
    public static async Task<ServerProcess> StartAsync(
        string name, string program, Func<int[], IEnumerable<string>> arguments, string readiness, CancellationToken cancellation)
    {
        var ports = Ports.Take(4);
        var output = new StringBuilder();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments(ports)) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        var started = Stopwatch.GetTimestamp();
        process.Start();
        var server = new ServerProcess(name, process, ports);
        try
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await server.WaitAsync(new Uri(server.Operations, readiness), started, output, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitAsync(Uri readiness, long started, StringBuilder output, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, readiness, cancellation))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new LoadFaultException($"{Name} does not become ready; it says:\n{Text(output)}");
            await Task.Delay(Pause, cancellation);
        }

        StartToReady = Stopwatch.GetElapsedTime(started);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri readiness, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(readiness, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Keep(StringBuilder output, string? line)
    {
        const int MostCharacters = 20_000;
        lock (output)
        {
            if (line is not null && output.Length < MostCharacters) output.AppendLine(line);
        }
    }

    private static string Text(StringBuilder output)
    {
        lock (output) return output.ToString();
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}
