using System.Diagnostics;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Startup;

/// <summary>What a process that is killed must not forget.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly SidecarFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_used_code_is_used_after_the_process_was_killed()
    {
        DateTimeOffset now = default;
        await WithProcessAsync(async client =>
        {
            now = DateTimeOffset.UtcNow;
            await client.IssueTokenAsync(Request(now));
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", client.IssueTokenAsync(Request(now)));
        });
        await WithProcessAsync(async client =>
        {
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", client.IssueTokenAsync(Request(now)));
            // a later one is not
            await client.IssueTokenAsync(Request(DateTimeOffset.UtcNow.AddSeconds(30)));
        });
    }

    private static IssueTokenRequest Request(DateTimeOffset shownAt)
    {
        var request = new IssueTokenRequest
        {
            GetSessionToken = new GetSessionTokenGrant { SerialNumber = MfaDevice.SerialNumber, TokenCode = MfaDevice.CodeAt(shownAt) },
        };
        request.Caller = AccessKeyPair.Ana.Sign(request, "TokenService/IssueToken", DateTimeOffset.UtcNow);
        return request;
    }

    private async Task WithProcessAsync(Func<AuthzClient, Task> use)
    {
        var socket = _files.In("grpc.sock");
        File.Delete(socket);
        string[] settings =
        [
            .. TestSidecar.FreePorts(), $"--Authz:Listeners:UnixSocket={socket}", $"--Authz:Keys:Path={_files.Keys}", "--Authz:Keys:GenerateWhenEmpty=true",
        ];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "authz-sidecar.dll"), .. settings]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!File.Exists(socket)) await Task.Delay(50, patience.Token);
            using AuthzClient client = AuthzClient.Connect($"unix:{socket}", new AuthzClientOptions { Deadline = TimeSpan.FromSeconds(30) });
            await use(client);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
