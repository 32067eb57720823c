using System.Diagnostics;
using Authz.Client;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Tokens.Keys;
using Grpc.Core;

namespace Authz.Functional.Tests.Startup;

/// <summary>Processes that are killed (SIGKILL) in the middle of what they do, and started again: nothing that was acknowledged is lost.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Rounds = 6;

    private readonly SidecarFiles _files = new();
    private readonly Random _random = new(20260102);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Revocations_that_were_acknowledged_survive()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var sidecar = await RealSidecar.StartAsync(_files);
            await AssertKnowsAsync(sidecar, acknowledged);
            Task<List<string>>[] writers = [.. Enumerable.Range(0, 3).Select(w => RevokeUntilKilledAsync(sidecar, $"round-{round}-{w}"))];
            await Task.Delay(_random.Next(20, 250), TestContext.Current.CancellationToken);
            sidecar.Kill();
            foreach (List<string> names in await Task.WhenAll(writers)) acknowledged.AddRange(names);
        }

        await using var last = await RealSidecar.StartAsync(_files);
        await AssertKnowsAsync(last, acknowledged);
        Assert.True(acknowledged.Count >= Rounds, $"{acknowledged.Count} revocations were acknowledged: the processes were killed too soon");
        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} revocations acknowledged in {Rounds} processes");
    }

    [Fact]
    public async Task A_killed_key_stays_dead()
    {
        string keyId;
        await using (var sidecar = await RealSidecar.StartAsync(_files))
        {
            keyId = KeyDirectory.Load(_files.Keys).Ring!.Active!.KeyId;
            Assert.False((await sidecar.KillAsync(keyId)).CanIssue);
            sidecar.Kill();
        }

        Assert.Equal([keyId], KeyDirectory.Load(_files.Keys).Destroyed);
        Assert.True(new KeyRotation(_files.Keys, KeyTimes.Default, TimeProvider.System).Generate().IsDone);
        await using var again = await RealSidecar.StartAsync(_files);
        Revocation revocation = Assert.Single((await again.ListAsync()).Revocations);
        Assert.Equal((RevokedKind.SigningKey, keyId), (revocation.Kind, revocation.Id));
    }

    [Fact]
    public async Task Steps_of_a_rotation_that_were_acknowledged_survive_and_none_is_half_done()
    {
        Directory.CreateDirectory(_files.Keys);
        TimeSpan usual = (await RunAsync(Timeout.InfiniteTimeSpan, "generate")).Duration;
        var states = new Dictionary<string, KeyState>(StringComparer.Ordinal);
        var (killed, done) = (0, 0);
        for (var round = 0; round < 16; round++)
        {
            KeyRing ring = LoadWhole(states);
            ListedKey? next = ring.Listed.FirstOrDefault(static k => k.State == KeyState.Next);
            string[] step = next is null ? ["generate"]
                : round % 5 == 4 ? ["kill", ring.Listed.First(static k => k.State != KeyState.Destroyed).KeyId] : ["activate", next.KeyId, "--force"];
            // around the time at which the step is taken, which is not the same on a busy machine as a moment ago
            (var output, _) = await RunAsync(usual * (0.8 + 0.4 * _random.NextDouble()), step);
            if (output.Length == 0)
            {
                killed++;
                usual *= 1.25;
                continue;
            }

            done++;
            usual *= 0.8;
            states[output.Split(' ')[0]] = StateOf(output.Trim().Split(' ')[1]);
        }

        LoadWhole(states);
        Assert.True(killed > 0 && done > 0, $"{killed} killed, {done} done: the processes were killed too soon or too late");
        TestContext.Current.SendDiagnosticMessage($"{killed} commands killed, {done} done");
        // what is left of private keys is taken away by the next step
        Assert.NotEmpty((await RunAsync(Timeout.InfiniteTimeSpan, "generate")).Output);
        Assert.DoesNotContain(Directory.GetFiles(_files.Keys), static f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    // the directory has no fault, one key signs at most, and no key went back
    private KeyRing LoadWhole(Dictionary<string, KeyState> acknowledged)
    {
        KeyDirectoryResult result = KeyDirectory.Load(_files.Keys);
        if (result.Ring is null && result.Faults is [var fault] && fault.Contains("every key is `destroyed`", StringComparison.Ordinal))
        {
            Assert.True(new KeyRotation(_files.Keys, KeyTimes.Default, TimeProvider.System).Generate().IsDone);
            result = KeyDirectory.Load(_files.Keys);
        }

        Assert.Empty(result.Faults);
        var listed = result.Ring!.Listed.ToDictionary(static k => k.KeyId, static k => k.State);
        Assert.All(acknowledged, known => Assert.True(listed[known.Key] >= known.Value, $"{known.Key} went from {known.Value} back to {listed[known.Key]}"));
        return result.Ring;
    }

    private async Task<(string Output, TimeSpan Duration)> RunAsync(TimeSpan patience, params string[] command)
    {
        var clock = Stopwatch.StartNew();
        using Process process = ToolProcess.Start(["keys", command[0], "--directory", _files.Keys, .. command[1..]]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(patience)) process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        // a command that was killed said nothing, or had done what it said
        Assert.True(process.ExitCode is 0 or > 128 or -1 or 137, $"{string.Join(' ', command)}: {process.ExitCode} {errors}");
        return (await output, clock.Elapsed);
    }

    private static KeyState StateOf(string name) => Enum.GetValues<KeyState>().Single(s => KeyStates.NameOf(s) == name);

    private static async Task AssertKnowsAsync(RealSidecar sidecar, List<string> names)
    {
        var known = (await sidecar.ListAsync()).Revocations.Select(static r => r.Id).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(names, n => !known.Contains(n));
    }

    private static async Task<List<string>> RevokeUntilKilledAsync(RealSidecar sidecar, string prefix)
    {
        var acknowledged = new List<string>();
        for (var i = 0; ; i++)
        {
            try
            {
                await sidecar.RevokeAsync($"{prefix}-{i}");
                acknowledged.Add($"{prefix}-{i}");
            }
            catch (AuthzException exception) when (exception.Status is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
            {
                return acknowledged;
            }
        }
    }
}
