using System.Net.Sockets;
using Authz.Client;
using Authz.Sidecar.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Functional.Tests.Hosting;

/// <summary>The sidecar itself in this process: a real Kestrel on free ports and Unix sockets, and real clients.</summary>
public sealed class TestSidecar : IAsyncDisposable
{
    private static readonly AuthzClientOptions Patient = new() { Deadline = TimeSpan.FromSeconds(30) };

    private readonly WebApplication _application;
    private readonly SidecarFiles? _ownFiles;

    private TestSidecar(WebApplication application, Transport transport, TestClock clock, SidecarFiles files, SidecarFiles? ownFiles)
    {
        (_application, Clock, _ownFiles) = (application, clock, ownFiles);
        // in the order in which the listeners are opened
        var tcp = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Where(static a => !a.Contains("unix:", StringComparison.Ordinal)).ToArray();
        (GrpcTcp, Http, Operations) = (tcp[0], tcp[1], tcp[2]);
        Endpoint = transport == Transport.Tcp ? GrpcTcp : $"unix:{files.In("grpc.sock")}";
        AdministrationEndpoint = transport == Transport.Tcp ? tcp.ElementAtOrDefault(3) : ExistingSocket(files.In("admin.sock"));
        Client = AuthzClient.Connect(Endpoint, Patient);
        // nobody answers at the address of an administration that is not offered
        Administration = AuthzClient.Connect(AdministrationEndpoint ?? "http://127.0.0.1:1", Patient);
    }

    public TestClock Clock { get; }

    public string Endpoint { get; }

    /// <summary>Null when administration is not offered.</summary>
    public string? AdministrationEndpoint { get; }

    public string GrpcTcp { get; }

    public string Http { get; }

    public string Operations { get; }

    /// <summary>Calls the listener for applications.</summary>
    public AuthzClient Client { get; }

    /// <summary>Calls the listener for operators.</summary>
    public AuthzClient Administration { get; }

    /// <summary>Starts on the example organization with throw-away keys, unless the settings say otherwise.</summary>
    public static async Task<TestSidecar> StartAsync(
        Transport transport, SidecarFiles? files = null, TestClock? clock = null, params string[] settings)
    {
        var ownFiles = files is null ? new SidecarFiles() : null;
        files ??= ownFiles!;
        clock ??= new TestClock();
        var application = SidecarApplication.Build([.. Listeners(transport, files), .. settings], out var faults, clock);
        Assert.Empty(faults);
        await application!.StartAsync();
        return new TestSidecar(application, transport, clock, files, ownFiles);
    }

    /// <summary>Settings that serve the files of a test with keys that stay.</summary>
    public static string[] Own(SidecarFiles files) =>
        [$"--Authz:Organization:Path={files.Organization}", $"--Authz:Keys:Path={files.Keys}", "--Authz:Keys:GenerateWhenEmpty=true"];

    /// <summary>Settings that take free ports.</summary>
    public static string[] FreePorts() =>
    [
        "--Authz:Listeners:Grpc=127.0.0.1:0", "--Authz:Listeners:Http=127.0.0.1:0", "--Authz:Listeners:Operations=127.0.0.1:0",
        "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Grpc=None", "--Logging:LogLevel:Authz.Organization=None",
    ];

    /// <summary>A client of plain HTTP for one listener.</summary>
    public static HttpClient Browser(string endpoint)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        var path = endpoint.StartsWith("unix:", StringComparison.Ordinal) ? endpoint[5..] : null;
        if (path is not null)
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return new HttpClient(handler) { BaseAddress = new Uri(path is null ? endpoint : "http://localhost") };
    }

    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Administration.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _ownFiles?.Dispose();
    }

    private static string? ExistingSocket(string path) => File.Exists(path) ? $"unix:{path}" : null;

    private static string[] Listeners(Transport transport, SidecarFiles files) =>
    [
        .. FreePorts(), $"--Authz:Listeners:UnixSocket={files.In("grpc.sock")}",
        $"--Authz:Listeners:Administration={(transport == Transport.Tcp ? "127.0.0.1:0" : $"unix:{files.In("admin.sock")}")}",
    ];
}
