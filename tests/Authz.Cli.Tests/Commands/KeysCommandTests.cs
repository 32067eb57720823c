using System.Text.Json;
using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;

namespace Authz.Cli.Tests.Commands;

public sealed class KeysCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Directory => Path.Combine(_scratch.Path, "keys");

    [Fact]
    public async Task Without_a_command_the_help_is_shown()
    {
        Outcome outcome = await new Tool().RunAsync("keys");
        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        foreach (var command in (string[])["generate", "list", "activate", "retire", "kill"]) Assert.Contains($"\n  {command} ", outcome.Output);
    }

    [Fact]
    public async Task Keys_go_through_their_life()
    {
        var first = await DoneAsync("active", "generate");
        var second = await DoneAsync("next", "generate");
        await RefusedAsync("may be activated from 2026-01-02T03:09:05Z on", "activate", second);
        await DoneAsync("active", "activate", second, "--distribution", "0s");
        Assert.Equal(
            $"{first} retiring  verifies since 2026-01-02T03:04:05Z, may be destroyed from 2026-01-03T15:09:05Z on\n"
                + $"{second} active    can sign since 2026-01-02T03:04:05Z\n",
            (await RunAsync("list")).Output);
        await RefusedAsync("or kill it", "retire", first);
        await RefusedAsync("nothing would sign", "retire", second);
        await DoneAsync("destroyed", "kill", first);
        await RefusedAsync("is `destroyed`", "activate", first, "--force");
        using var json = JsonDocument.Parse((await RunAsync("list", "-o", "json")).Output);
        Assert.Equal(
            [(first, "destroyed", false), (second, "active", true)],
            json.RootElement.GetProperty("keys").EnumerateArray().Select(
                static k => (k.GetProperty("keyId").GetString()!, k.GetProperty("state").GetString()!, k.GetProperty("canSign").GetBoolean())));
    }

    [Fact]
    public async Task Private_halves_are_never_shown()
    {
        var key = await DoneAsync("active", "generate");
        var secret = File.ReadAllText(Path.Combine(Directory, $"{key}.secret")).Trim();
        foreach (Outcome outcome in (Outcome[])[await RunAsync("list"), await RunAsync("list", "-o", "json"), await RunAsync("kill", key)])
        {
            Assert.DoesNotContain("PRIVATE", outcome.Output + outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, outcome.Output + outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_or_faulty_directory_is_status_1()
    {
        Assert.Equal(1, (await RunAsync("list")).Status);
        await DoneAsync("active", "generate");
        _scratch.Write("keys/keys.json", "{");
        Outcome outcome = await RunAsync("list");
        Assert.Equal((1, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("error: `keys.json`: not JSON", outcome.Error);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("m")]
    public async Task A_time_that_cannot_be_read_is_status_2(string time)
    {
        var key = await DoneAsync("active", "generate");
        Outcome outcome = await RunAsync("retire", key, "--max-session", time);
        Assert.Equal(2, outcome.Status);
        Assert.Contains($"`--max-session` is `{time}`", outcome.Error);
    }

    [Fact]
    public async Task Without_a_directory_the_sidecar_kills()
    {
        KillSigningKeyRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            KillSigningKey = r =>
            {
                seen = r;
                return new KillSigningKeyResponse { CanIssue = false, DirectoryChanged = false };
            },
        });
        Outcome outcome = await Tool.WithKeys().RunAsync("keys", "kill", "AAAAAAAAAAAAAAAA", "--endpoint", sidecar.Endpoint);
        Assert.Equal((0, "AAAAAAAAAAAAAAAA destroyed\n"), (outcome.Status, outcome.Output));
        Assert.Contains("no key to sign with", outcome.Error);
        Assert.Contains("was not changed", outcome.Error);
        Signed.AssertIs(
            seen!, seen!.Caller, "authz.v1.AdministrationService/KillSigningKey", new Uri(sidecar.Endpoint).Authority, "us-east-1");
    }

    private Task<Outcome> RunAsync(string command, params string[] args) => new Tool().RunAsync(["keys", command, "--directory", Directory, .. args]);

    private async Task<string> DoneAsync(string state, string command, params string[] args)
    {
        Outcome outcome = await RunAsync(command, args);
        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.EndsWith($" {state}\n", outcome.Output);
        return outcome.Output[..16];
    }

    private async Task RefusedAsync(string reason, string command, params string[] args)
    {
        Outcome outcome = await RunAsync(command, args);
        Assert.Equal((1, ""), (outcome.Status, outcome.Output));
        Assert.Contains(reason, outcome.Error);
    }
}
