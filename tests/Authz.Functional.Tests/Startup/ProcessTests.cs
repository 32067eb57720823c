using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Startup;

/// <summary>The program as it is started by an operator.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Faults_are_printed_with_their_number_and_the_status_is_1()
    {
        var (status, errors) = await RunAsync("--Authz:Regoin=x", "--Authz:Listeners:Grpc=y");
        Assert.Equal(1, status);
        Assert.Contains("`Authz:Regoin`", errors, StringComparison.Ordinal);
        Assert.Contains("`Authz:Listeners:Grpc` is `y`", errors, StringComparison.Ordinal);
        Assert.Contains("does not start: 2 faults", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_without_a_stack_trace()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (status, errors) = await RunAsync([.. TestSidecar.FreePorts(), $"--Authz:Listeners:Http={other.LocalEndpoint}"]);
        Assert.Equal(1, status);
        Assert.Contains(other.LocalEndpoint.ToString()!, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Errors)> RunAsync(params string[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "authz-sidecar.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. settings]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, errors + await output);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
