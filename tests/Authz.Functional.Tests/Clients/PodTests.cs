using System.Net;
using System.Text.Json.Nodes;
using Authz.Functional.Tests.Federation;
using Authz.Functional.Tests.Hosting;
using Authz.Sts.Tests.Worlds;

namespace Authz.Functional.Tests.Clients;

/// <summary>The SDK of a pod, which has nothing but the token of its service account, finds its session by itself.</summary>
public sealed class PodTests
{
    private const string Roles = $"--Authz:ContainerCredentials:Roles={TestTokens.Subject}={Cluster.OrderService}";
    private const string Role = "arn:aws:sts::111122223333:assumed-role/OrderService/orders.order-service";

    [Theory]
    [InlineData(ClientKind.Python)]
    [InlineData(ClientKind.JavaScript)]
    [InlineData(ClientKind.CommandLine)]
    public async Task At_the_endpoint_for_container_credentials(ClientKind kind)
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, TestClock.Running(), Roles);
        await using IStsClient client = await StsClients.StartOwnAsync(kind, await ContainerEnvironmentAsync(cluster));
        Assert.Equal(Role, await WhoAmIAsync(client, cluster));
    }

    [Theory]
    [InlineData(ClientKind.Python)]
    [InlineData(ClientKind.JavaScript)]
    public async Task And_again_when_the_session_comes_to_its_end(ClientKind kind)
    {
        // so far behind that a session of 15 minutes has 3 seconds left at the client
        await using Cluster cluster = await Cluster.StartAsync(
            Transport.Tcp, TestClock.Running(TimeSpan.FromSeconds(-897)), Roles, "--Authz:ContainerCredentials:Duration=15m");
        await using IStsClient client = await StsClients.StartOwnAsync(kind, await ContainerEnvironmentAsync(cluster));
        var call = new ClientCall(cluster.Sidecar.Http, null, "GetCallerIdentity", []) { Keep = true };
        ClientAnswer before = await client.CallAsync(call);
        Assert.Equal(Role, (string)before.Answered()["Arn"]!);
        cluster.Sidecar.Clock.Advance(TimeSpan.FromSeconds(901));
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        ClientAnswer after = await client.CallAsync(call);
        Assert.Equal(Role, (string)after.Answered()["Arn"]!);
        Assert.NotEqual(before.AccessKeyId, after.AccessKeyId);
    }

    [Fact]
    public async Task By_its_web_identity_token_alone()
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, TestClock.Running());
        await using IStsClient client = await StsClients.StartOwnAsync(ClientKind.JavaScript, new Dictionary<string, string>
        {
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = await TokenFileAsync(cluster),
            ["AWS_ROLE_ARN"] = Cluster.OrderService,
            ["AWS_ROLE_SESSION_NAME"] = "pod",
            ["AWS_ENDPOINT_URL_STS"] = cluster.Sidecar.Http,
            ["AWS_REGION"] = "eu-west-1",
        });
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/OrderService/pod", await WhoAmIAsync(client, cluster));
    }

    [Theory]
    [InlineData(ClientKind.Python)]
    [InlineData(ClientKind.JavaScript)]
    [InlineData(ClientKind.CommandLine)]
    public async Task By_a_process_that_is_our_tool(ClientKind kind)
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, TestClock.Running());
        var tool = string.Join(' ', ToolProcess.Arguments(
            "token", "issue", "--endpoint", cluster.Sidecar.Endpoint, "--role-arn", Cluster.OrderService, "--role-session-name", "pod",
            "--web-identity-token-file", await TokenFileAsync(cluster), "--credential-use", "sigv4", "--output", "json"));
        var configuration = $"{cluster.BearerFile}.config";
        await File.WriteAllTextAsync(configuration, $"[default]\ncredential_process = dotnet {tool}\n", TestContext.Current.CancellationToken);
        await using IStsClient client = await StsClients.StartOwnAsync(kind, new Dictionary<string, string> { ["AWS_CONFIG_FILE"] = configuration });
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/OrderService/pod", await WhoAmIAsync(client, cluster));
    }

    [Fact]
    public async Task Who_has_no_token_or_no_role_gets_nothing()
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, null, Roles);
        await RefusedAsync(cluster, HttpStatusCode.Forbidden, "MissingAuthenticationToken");
        await RefusedAsync(cluster, HttpStatusCode.Forbidden, "MissingAuthenticationToken", "");
        await RefusedAsync(cluster, HttpStatusCode.BadRequest, "InvalidIdentityToken", "no.token.at-all");
        await RefusedAsync(cluster, HttpStatusCode.BadRequest, "InvalidIdentityToken", $"Bearer {cluster.Token()}");
        await RefusedAsync(cluster, HttpStatusCode.Forbidden, "AccessDenied", cluster.Token(claims: static c => c["sub"] = "system:serviceaccount:orders:other"));
        await RefusedAsync(cluster, HttpStatusCode.BadRequest, "ExpiredTokenException", cluster.Token(claims: static c => c["exp"] = (long)c["iat"]! - 1000));
        // who says to be somebody, and is not
        using var stranger = new TestKey("RS256", "first");
        await RefusedAsync(cluster, HttpStatusCode.BadRequest, "InvalidIdentityToken", cluster.Token(stranger));
        using HttpResponseMessage good = await GetAsync(cluster, cluster.Token());
        Assert.Equal((HttpStatusCode.OK, "no-store"), (good.StatusCode, good.Headers.CacheControl!.ToString()));
    }

    [Fact]
    public async Task Unless_roles_are_set_there_is_no_endpoint()
    {
        await using Cluster cluster = await Cluster.StartAsync();
        using HttpResponseMessage answer = await GetAsync(cluster, cluster.Token());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task All_others_may_have_a_role_which_still_trusts_whom_it_trusts()
    {
        await using Cluster cluster = await Cluster.StartAsync(Transport.Tcp, null, $"--Authz:ContainerCredentials:Roles=*={Cluster.OrderService}");
        using HttpResponseMessage trusted = await GetAsync(cluster, cluster.Token());
        Assert.Equal(HttpStatusCode.OK, trusted.StatusCode);
        await RefusedAsync(cluster, HttpStatusCode.Forbidden, "AccessDenied", cluster.Token(claims: static c => c["sub"] = "system:serviceaccount:orders:other"));
    }

    private static async Task RefusedAsync(Cluster cluster, HttpStatusCode status, string code, params string[] tokens)
    {
        using HttpResponseMessage answer = await GetAsync(cluster, tokens);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((status, code), (answer.StatusCode, (string)body["Code"]!));
        Assert.InRange(((string)body["Message"]!).Length, 10, 400);
    }

    private static async Task<HttpResponseMessage> GetAsync(Cluster cluster, params string[] tokens)
    {
        using HttpClient browser = TestSidecar.Browser(cluster.Sidecar.Http);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/credentials");
        foreach (var token in tokens) request.Headers.TryAddWithoutValidation("Authorization", token);
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> WhoAmIAsync(IStsClient client, Cluster cluster) =>
        (string)(await client.CallAsync(new ClientCall(cluster.Sidecar.Http, null, "GetCallerIdentity", []))).Answered()["Arn"]!;

    private static async Task<string> TokenFileAsync(Cluster cluster)
    {
        var file = $"{cluster.BearerFile}.token";
        await File.WriteAllTextAsync(file, cluster.Token(), TestContext.Current.CancellationToken);
        return file;
    }

    // older SDKs know the token in the environment only
    private static async Task<Dictionary<string, string>> ContainerEnvironmentAsync(Cluster cluster)
    {
        var file = await TokenFileAsync(cluster);
        return new Dictionary<string, string>
        {
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{cluster.Sidecar.Http}/v1/credentials",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = file,
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
        };
    }
}
