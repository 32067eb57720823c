using System.Diagnostics;
using System.Net.Sockets;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Authz.Functional.Tests.Hosting;

/// <summary>The sidecar as a process of its own, on sockets beside the files of a test.</summary>
internal sealed class RealSidecar : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly AuthzClient _administration;

    private RealSidecar(Process process, SidecarFiles files)
    {
        _process = process;
        var patient = new AuthzClientOptions { Deadline = TimeSpan.FromSeconds(30) };
        _administration = AuthzClient.Connect($"unix:{files.In("admin.sock")}", patient);
        Client = AuthzClient.Connect($"unix:{files.In("grpc.sock")}", patient);
        Channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(files.In("grpc.sock")), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
        });
    }

    /// <summary>Calls the listener for applications.</summary>
    public AuthzClient Client { get; }

    /// <summary>A connection to the listener for applications.</summary>
    public GrpcChannel Channel { get; }

    public static Task<RealSidecar> StartAsync(SidecarFiles files, params string[] settings) => StartAsync(files, "", settings);

    /// <summary>Starts it with bounds of its own.</summary>
    /// <param name="files">The files of the test.</param>
    /// <param name="limits">Commands of the shell that becomes the sidecar, such as <c>ulimit -f 8</c>; empty: none.</param>
    /// <param name="settings">More settings.</param>
    public static async Task<RealSidecar> StartAsync(SidecarFiles files, string limits, string[] settings)
    {
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "authz-sidecar.dll"), .. TestSidecar.FreePorts(), .. TestSidecar.Own(files),
            $"--Authz:Listeners:Administration=unix:{files.In("admin.sock")}", $"--Authz:Listeners:UnixSocket={files.In("grpc.sock")}", "--Logging:LogLevel:Default=None", .. settings,
        ];
        ProcessStartInfo start = limits.Length == 0
            ? new ProcessStartInfo("dotnet", all) : new ProcessStartInfo("bash", ["-c", $"{limits}; exec dotnet \"$@\"", "sidecar", .. all]);
        var sidecar = new RealSidecar(Process.Start(start)!, files);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await sidecar.ListAsync();
                return sidecar;
            }
            catch (AuthzException)
            {
                Assert.False(sidecar._process.HasExited, "the sidecar does not start");
                await Task.Delay(50, patience.Token);
            }
        }
    }

    /// <summary>Kills the process, which hears nothing of it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Tells it to end, as an orchestrator does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public Task<ListRevocationsResponse> ListAsync()
    {
        var request = new ListRevocationsRequest();
        request.Caller = Sign(request, "ListRevocations");
        return _administration.ListRevocationsAsync(request);
    }

    public Task<RevokeSessionsResponse> RevokeAsync(string sourceIdentity)
    {
        var request = new RevokeSessionsRequest { SourceIdentity = sourceIdentity };
        request.Caller = Sign(request, "RevokeSessions");
        return _administration.RevokeSessionsAsync(request);
    }

    public Task<KillSigningKeyResponse> KillAsync(string keyId)
    {
        var request = new KillSigningKeyRequest { KeyId = keyId };
        request.Caller = Sign(request, "KillSigningKey");
        return _administration.KillSigningKeyAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _administration.Dispose();
        Client.Dispose();
        Channel.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Caller Sign(IMessage request, string method) =>
        AccessKeyPair.Ops.Sign(request, $"AdministrationService/{method}", TimeProvider.System.GetUtcNow());
}
