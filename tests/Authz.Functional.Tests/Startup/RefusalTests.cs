using System.Net.Sockets;
using Authz.Functional.Tests.Hosting;
using Authz.Sidecar.Hosting;

namespace Authz.Functional.Tests.Startup;

/// <summary>What cannot be served right is not served at all, and every fault is named at once.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly SidecarFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Faults_of_settings_are_named_all_at_once()
    {
        var faults = FaultsOf("--Authz:Regoin=eu-west-1", "--Authz:Listeners:Grpc=nowhere", "--Authz:Keys:Ephemeral=perhaps");
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, static f => f.Contains("`Authz:Regoin`", StringComparison.Ordinal));
        Assert.Contains(faults, static f => f.Contains("`Authz:Listeners:Grpc` is `nowhere`", StringComparison.Ordinal));
        Assert.Contains(faults, static f => f.Contains("`Authz:Keys:Ephemeral` is `perhaps`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Grpc")]
    [InlineData("Http")]
    [InlineData("Operations")]
    [InlineData("Administration")]
    public void Listening_beyond_this_machine_needs_a_word(string listener)
    {
        string[] own = TestSidecar.Own(_files);
        Assert.Contains("InsecureRemote", Assert.Single(FaultsOf([.. own, $"--Authz:Listeners:{listener}=0.0.0.0:0"])), StringComparison.Ordinal);
        Assert.Empty(FaultsOf([.. own, $"--Authz:Listeners:{listener}=0.0.0.0:0", "--Authz:Listeners:InsecureRemote=true"]));
    }

    [Fact]
    public void Files_of_federation_that_cannot_be_read_are_named_all_at_once()
    {
        File.WriteAllText(_files.In("token"), "two words");
        var faults = FaultsOf([
            .. TestSidecar.Own(_files), $"--Authz:Federation:CaFile={_files.In("absent.pem")}", "--Authz:Federation:Kubernetes:Issuer=https://oidc.example.internal",
            $"--Authz:Federation:Kubernetes:CaFile={_files.In("token")}", $"--Authz:Federation:Kubernetes:TokenFile={_files.In("token")}"]);
        Assert.Equal(3, faults.Count);
        foreach (var name in new[] { "`Authz:Federation:CaFile`", "`Authz:Federation:Kubernetes:CaFile`", "`Authz:Federation:Kubernetes:TokenFile`" })
            Assert.Contains(faults, f => f.Contains(name, StringComparison.Ordinal) && !f.Contains("two words", StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_and_throw_away_keys_are_served_on_loopback_only()
    {
        string[] remote = ["--Authz:Listeners:Grpc=0.0.0.0:0", "--Authz:Listeners:InsecureRemote=true"];
        Assert.Contains("loopback only", Assert.Single(FaultsOf(remote)), StringComparison.Ordinal);
        Assert.Contains("loopback only", Assert.Single(FaultsOf([.. remote, $"--Authz:Keys:Path={_files.Keys}"])), StringComparison.Ordinal);
        Assert.Contains(
            "loopback only",
            Assert.Single(FaultsOf([.. remote, $"--Authz:Organization:Path={_files.Organization}", "--Authz:Keys:Ephemeral=true"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_organization_keys_and_revocations_are_named_all_at_once()
    {
        _files.Edit("policies/service-control/RequireMicroInstanceType.json", "\"Deny\"", "\"deny\"");
        _files.Edit("accounts/111122223333/users/ana.json", "\"UserName\"", "\"Username\"");
        Directory.CreateDirectory(_files.Keys);
        File.WriteAllText(Path.Combine(_files.Keys, "keys.json"), "{ no keys }");
        File.WriteAllText(Path.Combine(_files.Keys, "revocations.json"), "{\"Version\":1,\"Roles\":[{\"RoleId\":\"AROA\"");
        File.WriteAllText(_files.In("grpc.sock"), "mine");
        var faults = FaultsOf([.. TestSidecar.Own(_files), $"--Authz:Listeners:UnixSocket={_files.In("grpc.sock")}"]);
        foreach (var file in new[] { "RequireMicroInstanceType.json", "ana.json", "keys.json", "revocations.json", "grpc.sock" })
            Assert.Contains(faults, f => f.Contains(file, StringComparison.Ordinal));
        Assert.Equal("mine", File.ReadAllText(_files.In("grpc.sock")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"Version\":2,\"Roles\":[]}")]
    [InlineData("{\"Version\":1,\"Roles\":[{\"RoleId\":\"AROA\",\"IssuedBefore\":-1}]}")]
    [InlineData("{\"Version\":1,\"Roles\":[{\"RoleId\":\"AROA\",\"IssuedBefore\":1},{\"RoleId\":\"AROA\",\"IssuedBefore\":2}]}")]
    public void Revocations_that_cannot_be_read_whole_are_a_refusal(string text)
    {
        Directory.CreateDirectory(_files.Keys);
        File.WriteAllText(Path.Combine(_files.Keys, "revocations.json"), text);
        Assert.Contains("revocations.json", Assert.Single(FaultsOf(TestSidecar.Own(_files))), StringComparison.Ordinal);
    }

    [Fact]
    public void Used_codes_that_cannot_be_read_whole_are_a_refusal()
    {
        Directory.CreateDirectory(_files.Keys);
        File.WriteAllText(Path.Combine(_files.Keys, "single-use.log"), "authz-single-use 1\nrubbish\n");
        Assert.Contains("single-use.log` is damaged at line 2", Assert.Single(FaultsOf(TestSidecar.Own(_files))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_whole_is_a_refusal()
    {
        await (await TestSidecar.StartAsync(Transport.Tcp, _files, null, TestSidecar.Own(_files))).DisposeAsync();
        foreach (var file in Directory.GetFiles(_files.Keys, "*.signing.pem")) File.WriteAllText(file, "no key");
        Assert.NotEmpty(FaultsOf(TestSidecar.Own(_files)));
        foreach (var file in Directory.GetFiles(_files.Keys, "*.pem")) File.Delete(file);
        Assert.NotEmpty(FaultsOf(TestSidecar.Own(_files)));
    }

    [Fact]
    public void An_organization_that_is_not_there_and_a_region_that_nobody_knows_are_refusals()
    {
        Assert.NotEmpty(FaultsOf($"--Authz:Organization:Path={_files.In("nothing")}", "--Authz:Keys:Ephemeral=true"));
        Assert.Contains("`xx-moon-1`", Assert.Single(FaultsOf("--Authz:Region=xx-moon-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_on_which_somebody_listens_is_left_to_it()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Unix, _files);
        var fault = Assert.Single(FaultsOf($"--Authz:Listeners:UnixSocket={_files.In("grpc.sock")}"));
        Assert.Contains("another process listens there", fault, StringComparison.Ordinal);
        Assert.True(File.Exists(_files.In("grpc.sock")));
    }

    [Fact]
    public async Task A_socket_that_a_dead_process_left_is_taken_over()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_files.In("other.sock")));
            dead.Listen();
            // the platform removes the file with the socket, a crash does not
            File.Move(_files.In("other.sock"), _files.In("grpc.sock"));
        }

        Assert.True(File.Exists(_files.In("grpc.sock")));
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Unix, _files);
        await Calls.SidecarCalls.AssertServesAsync(sidecar);
    }

    [Fact]
    public async Task Without_keys_nothing_is_ready_and_nothing_is_decided()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, $"--Authz:Organization:Path={_files.Organization}");
        using HttpClient browser = TestSidecar.Browser(sidecar.Operations);
        using HttpResponseMessage ready = await browser.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Protocol.V1.AuthorizeResponse answer = await sidecar.Client.AuthorizeAsync(Calls.SidecarCalls.Question("x", "iam:ListUsers"));
        Assert.Equal((Protocol.V1.Decision.Deny, Protocol.V1.DecisionReason.NotReady), (answer.Decision, answer.Reason));
        await Calls.SidecarCalls.RefusedAsync(
            Grpc.Core.StatusCode.Unavailable, "ServiceUnavailable",
            Calls.SidecarCalls.AssumeAsync(sidecar, Calls.AccessKeyPair.Ana, Calls.SidecarCalls.Ec2Operator));
    }

    private static IReadOnlyList<string> FaultsOf(params string[] settings)
    {
        var application = SidecarApplication.Build([.. TestSidecar.FreePorts(), .. settings], out var faults);
        Assert.Equal(faults.Count == 0, application is not null);
        (application as IDisposable)?.Dispose();
        return faults;
    }
}
