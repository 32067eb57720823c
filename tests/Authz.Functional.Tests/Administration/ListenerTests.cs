using System.Net;
using System.Runtime.Versioning;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Administration;

public sealed class ListenerTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task Administration_is_not_reached_where_applications_ask(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var request = new GetStatusRequest();
        request.Caller = AccessKeyPair.Ops.Sign(request, "AdministrationService/GetStatus", sidecar.Clock.GetUtcNow());
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => sidecar.Client.GetStatusAsync(request)));
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => sidecar.Client.ReloadOrganizationAsync(new ReloadOrganizationRequest())));
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => sidecar.Client.RevokeSessionsAsync(new RevokeSessionsRequest())));
        Assert.Equal(ServingState.Ready, (await sidecar.Administration.GetStatusAsync(request)).State);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Applications_are_not_answered_where_operators_call(Transport transport)
    {
        AuthzClient administration = sidecars.Over(transport).Administration;
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => administration.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"))));
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => administration.IssueTokenAsync(SidecarCalls.Assume(SidecarCalls.Ec2Operator))));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Without_the_setting_there_is_no_administration(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, null, null, "--Authz:Listeners:Administration=");
        Assert.Null(sidecar.AdministrationEndpoint);
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => sidecar.Client.GetStatusAsync(new GetStatusRequest())));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task HTTP_listeners_speak_no_gRPC(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        foreach (var endpoint in new[] { sidecar.Http, sidecar.Operations })
        {
            using var client = AuthzClient.Connect(endpoint);
            Assert.NotEqual(StatusCode.OK, await StatusOfAsync(() => client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"))));
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(endpoint, "/authz.v1.AuthorizationService/Authorize", HttpMethod.Post));
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(endpoint, "/authz.v1.AdministrationService/GetStatus", HttpMethod.Post));
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Each_page_is_on_its_own_listener_only(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        string[] grpc = [sidecar.GrpcTcp, sidecar.Endpoint, sidecar.AdministrationEndpoint!];
        foreach (var page in new[] { "/livez", "/readyz", "/startupz", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(sidecar.Operations, page));
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(sidecar.Http, page));
            foreach (var endpoint in grpc) Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(endpoint, page, version: HttpVersion.Version20));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(sidecar.Http, "/.well-known/jwks.json"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(sidecar.Operations, "/.well-known/jwks.json"));
        foreach (var endpoint in grpc)
            Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(endpoint, "/.well-known/jwks.json", version: HttpVersion.Version20));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Unix_sockets_are_not_open_to_everybody()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Unix, files);
        foreach (var name in new[] { "grpc.sock", "admin.sock" })
            Assert.Equal("rw-rw----", Modes(File.GetUnixFileMode(files.In(name))));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_usual_socket_of_administration_is_reached_by_its_owner_alone()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(
            Transport.Tcp, files, null, [.. TestSidecar.Own(files), "--Authz:Listeners:Administration=unix"]);
        var socket = Path.Combine(files.Keys, "admin.sock");
        Assert.Equal("rw-rw----", Modes(File.GetUnixFileMode(socket)));
        // nobody else gets as far as the socket
        Assert.Equal("rwx------", Modes(File.GetUnixFileMode(files.Keys)));
        using var administration = AuthzClient.Connect($"unix:{socket}");
        var request = new GetStatusRequest();
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "MissingAuthenticationToken", administration.GetStatusAsync(request));
        request.Caller = AccessKeyPair.Ana.Sign(request, "AdministrationService/GetStatus", sidecar.Clock.GetUtcNow());
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", administration.GetStatusAsync(request));
        request.Caller = null;
        request.Caller = AccessKeyPair.Ops.Sign(request, "AdministrationService/GetStatus", sidecar.Clock.GetUtcNow());
        Assert.Equal(ServingState.Ready, (await administration.GetStatusAsync(request)).State);
    }

    private static string Modes(UnixFileMode mode) =>
        string.Concat(Enumerable.Range(0, 9).Select(i => ((int)mode & (256 >> i)) == 0 ? '-' : "rwx"[i % 3]));

    private static async Task<StatusCode> StatusOfAsync<T>(Func<Task<T>> call) => (await Assert.ThrowsAsync<AuthzException>(call)).Status;

    private static async Task<HttpStatusCode> StatusOfAsync(string endpoint, string page, HttpMethod? method = null, Version? version = null)
    {
        using HttpClient browser = TestSidecar.Browser(endpoint);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, page)
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await browser.SendAsync(request);
        return response.StatusCode;
    }
}
