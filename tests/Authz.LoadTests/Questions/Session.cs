using System.Diagnostics;
using System.Text.Json;

namespace Authz.LoadTests.Questions;

/// <summary>Takes a role of the example organization with its published keys, by the command-line tool: it signs, the client calls.</summary>
internal static class Session
{
    private const string Role = "arn:aws:iam::111122223333:role/OrderReader";

    /// <summary>A bearer token.</summary>
    public static async Task<string> IssueAsync(Uri sidecar, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(
            Tree.Program("Authz.Cli", "authz"),
            ["token", "issue", "--role-arn", Role, "--role-session-name", "load", "--region", SampleRequest.Region,
                "--endpoint", sidecar.GetLeftPart(UriPartial.Authority), "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // deploy/examples/organization/accounts/111122223333/users/ana.json
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLEANA000001";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "EXAMPLE-secret-of-ana-do-not-use-elsewhere";
        start.Environment.Remove("AWS_SESSION_TOKEN");
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0) throw new LoadFaultException($"no session was issued: {await error}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("SessionToken").GetString()!;
    }
}
