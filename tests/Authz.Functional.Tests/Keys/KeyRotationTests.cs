using System.Runtime.Versioning;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Tokens.Keys;
using Grpc.Core;

namespace Authz.Functional.Tests.Keys;

/// <summary>A sidecar that serves while the keys in its directory change.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyRotationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SidecarFiles _files = new();

    public void Dispose() => _files.Dispose();

    private string[] Settings => [.. TestSidecar.Own(_files), "--Authz:Keys:PollInterval=100ms", "--Logging:LogLevel:Authz.Keys=None"];

    private KeyRotation Rotation => new(_files.Keys, KeyTimes.Default, TimeProvider.System);

    [Fact]
    public async Task V16_A_rotation_is_followed_without_a_restart_and_ends_no_session()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, Settings);
        IssueTokenResponse old = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var next = Rotation.Generate().KeyId;
        await UntilAsync(sidecar, keys => keys.Any(k => k.KeyId == next && k.State == KeyLifeState.KeyNext));
        Assert.Contains(next, await JwksAsync(sidecar), StringComparison.Ordinal);
        Assert.NotEqual(next, KeyIdOf(await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)));
        Assert.True(Rotation.Activate(next, force: true).IsDone);
        await UntilAsync(sidecar, keys => keys.Any(k => k.KeyId == next && k.State == KeyLifeState.KeyActive));
        Assert.Equal(next, KeyIdOf(await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)));
        // minted under a key that is retiring now
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(old, "iam:ListUsers")).Decision);
        Assert.Equal(SidecarStatus(KeyIdOf(old), KeyLifeState.KeyRetiring), await StatusOfAsync(sidecar, KeyIdOf(old)));
    }

    [Fact]
    public async Task V16_A_key_that_is_killed_in_the_directory_ends_its_sessions_within_a_poll()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, Settings);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        // the only key: a directory without any is a fault, and must not keep it alive
        Assert.True(Rotation.Kill(KeyIdOf(session)).IsDone);
        await UntilAsync(sidecar, static keys => keys.All(static k => k.State == KeyLifeState.KeyDestroyed));
        Assert.NotEqual(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unavailable, "ServiceUnavailable", sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
        Assert.Equal("{\"keys\":[]}", await JwksAsync(sidecar));
        var fresh = Rotation.Generate().KeyId;
        await UntilAsync(sidecar, keys => keys.Any(k => k.KeyId == fresh && k.State == KeyLifeState.KeyActive));
        Assert.Equal(DecisionReason.TokenInvalid, (await sidecar.AskAsync(session, "iam:ListUsers")).Reason);
        await sidecar.AssertServesAsync();
    }

    [Fact]
    public async Task V16_A_key_that_is_killed_over_gRPC_is_dead_at_once_and_for_good()
    {
        IssueTokenResponse session;
        string killed;
        // the directory keeps the key alive: it is put back after the kill, as a mounted secret would be
        await using (TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, StateApart))
        {
            session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            killed = KeyIdOf(session);
            var kept = Directory.GetFiles(_files.Keys).ToDictionary(static f => f, File.ReadAllBytes);
            Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
            KillSigningKeyResponse response = await sidecar.KillAsync(AccessKeyPair.Ops, killed);
            Assert.False(response.CanIssue);
            Assert.True(response.DirectoryChanged);
            Assert.NotEqual(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
            foreach ((var file, var content) in kept)
            {
                File.WriteAllBytes(file, content);
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.KillAsync(AccessKeyPair.Ops, "AAAAAAAAAAAAAAAA"));
        }

        await using TestSidecar again = await TestSidecar.StartAsync(Transport.Tcp, _files, null, StateApart);
        Assert.NotEqual(Decision.Allow, (await again.AskAsync(session, "iam:ListUsers")).Decision);
        Assert.Equal(SidecarStatus(killed, KeyLifeState.KeyDestroyed), await StatusOfAsync(again, killed));
        Assert.Equal(RevokedKind.SigningKey, Assert.Single((await again.ListRevocationsAsync(AccessKeyPair.Ops)).Revocations).Kind);
    }

    [Fact]
    public async Task V16_A_key_that_was_killed_in_the_directory_does_not_come_back_with_an_older_manifest()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, Settings);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var killed = KeyIdOf(session);
        var kept = Directory.GetFiles(_files.Keys, "*key*").Concat(Directory.GetFiles(_files.Keys, $"{killed}.*")).Distinct().ToDictionary(static f => f, File.ReadAllBytes);
        Assert.True(Rotation.Kill(killed).IsDone);
        var fresh = Rotation.Generate().KeyId;
        await UntilAsync(sidecar, keys => keys.Any(k => k.KeyId == killed && k.State == KeyLifeState.KeyDestroyed) && keys.Any(k => k.KeyId == fresh));
        foreach ((var file, var content) in kept.OrderBy(static k => k.Key.EndsWith("keys.json", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(file, content);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await UntilAsync(sidecar, keys => keys.All(k => k.KeyId != fresh));
        Assert.Equal(SidecarStatus(killed, KeyLifeState.KeyDestroyed), await StatusOfAsync(sidecar, killed));
        Assert.NotEqual(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
    }

    [Fact]
    public async Task X05_While_the_disk_of_the_revocations_does_not_answer_no_session_counts()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, [.. StateApart, "--Authz:State:MaxStaleness=1s"]);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        // who opens a pipe to read waits for a writer
        var pipe = Path.Combine(_files.In("state"), "revocations.json");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await UntilAsync(async () => (await sidecar.AskAsync(session, "iam:ListUsers")).Reason == DecisionReason.NotReady);
        // the reader comes back, finds nothing, and the file is what it was
        await using (FileStream writer = File.OpenWrite(pipe)) File.Delete(pipe);
        await UntilAsync(async () => (await sidecar.AskAsync(session, "iam:ListUsers")).Decision == Decision.Allow);
    }

    [Fact]
    public async Task A_faulty_directory_leaves_the_ring_that_serves_and_says_so()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, Settings);
        var manifest = Path.Combine(_files.Keys, "keys.json");
        var good = File.ReadAllText(manifest);
        File.WriteAllText(manifest, "{ no keys }");
        using HttpClient browser = TestSidecar.Browser(sidecar.Operations);
        await UntilAsync(async () => (await browser.GetStringAsync(new Uri("/readyz", UriKind.Relative))).Contains("keys.json", StringComparison.Ordinal));
        Assert.Contains("keys.json", Assert.Single((await sidecar.StatusAsync(AccessKeyPair.Ops)).KeyFaults), StringComparison.Ordinal);
        Assert.Contains("authz_keys_stale 1", await browser.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
        await sidecar.AssertServesAsync();
        File.Delete(manifest);
        await UntilAsync(async () => (await sidecar.StatusAsync(AccessKeyPair.Ops)).KeyFaults.Any(static f => f.Contains("gone", StringComparison.Ordinal)));
        await sidecar.AssertServesAsync();
        File.WriteAllText(manifest, good);
        await UntilAsync(async () => await browser.GetStringAsync(new Uri("/readyz", UriKind.Relative)) == "ready\n");
        var metrics = await browser.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Matches("authz_key_state\\{[^}]*state=\"active\"[^}]*\\} 1", metrics);
        Assert.Contains("authz_key_age_seconds{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sidecar_with_public_keys_authorizes_and_cannot_issue()
    {
        using var other = new SidecarFiles();
        await using TestSidecar issuing = await TestSidecar.StartAsync(Transport.Tcp, _files, null, Settings);
        IssueTokenResponse session = await issuing.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Directory.CreateDirectory(other.Keys);
        foreach (var file in new[] { "keys.json", $"{KeyIdOf(session)}.public.pem" }) File.Copy(Path.Combine(_files.Keys, file), Path.Combine(other.Keys, file));
        await using TestSidecar verifying = await TestSidecar.StartAsync(
            Transport.Tcp, other, null, $"--Authz:Organization:Path={other.Organization}", $"--Authz:Keys:Path={other.Keys}");
        Assert.Equal(Decision.Allow, (await verifying.AskAsync(session, "iam:ListUsers")).Decision);
        Assert.Equal(await JwksAsync(issuing), await JwksAsync(verifying));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unavailable, "ServiceUnavailable", verifying.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
    }

    [Fact]
    public async Task V18_Tokens_of_another_installation_with_the_same_keys_do_not_count()
    {
        await using TestSidecar one = await TestSidecar.StartAsync(Transport.Tcp, _files, null, [.. Settings, "--Authz:Tokens:Issuer=urn:one"]);
        IssueTokenResponse session = await one.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        using var files = new SidecarFiles();
        await using TestSidecar other = await TestSidecar.StartAsync(
            Transport.Tcp, files, null, $"--Authz:Organization:Path={files.Organization}", $"--Authz:Keys:Path={_files.Keys}", "--Authz:Tokens:Issuer=urn:other");
        Assert.Equal(DecisionReason.TokenInvalid, (await other.AskAsync(session, "iam:ListUsers")).Reason);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "InvalidClientTokenId", other.ChainAsync(session, SidecarCalls.PaymentProcessor));
    }

    private string[] StateApart => [.. Settings, $"--Authz:State:Path={Directory.CreateDirectory(_files.In("state")).FullName}"];

    private static (string KeyId, KeyLifeState State) SidecarStatus(string keyId, KeyLifeState state) => (keyId, state);

    private static async Task<(string KeyId, KeyLifeState State)> StatusOfAsync(TestSidecar sidecar, string keyId)
    {
        KeyStatus key = (await sidecar.StatusAsync(AccessKeyPair.Ops)).Keys.Single(k => k.KeyId == keyId);
        return (key.KeyId, key.State);
    }

    private static async Task<string> JwksAsync(TestSidecar sidecar)
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Http);
        return await browser.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
    }

    private static string KeyIdOf(IssueTokenResponse session)
    {
        var header = System.Buffers.Text.Base64Url.DecodeFromChars(session.Credentials.SessionToken.Split('.')[0]);
        using var json = System.Text.Json.JsonDocument.Parse(header);
        return json.RootElement.GetProperty("kid").GetString()!;
    }

    private static Task UntilAsync(TestSidecar sidecar, Func<IEnumerable<KeyStatus>, bool> isThere) =>
        UntilAsync(async () => isThere((await sidecar.StatusAsync(AccessKeyPair.Ops)).Keys));

    private static async Task UntilAsync(Func<Task<bool>> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isThere()) await Task.Delay(20, patience.Token);
    }
}
