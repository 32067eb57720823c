using Authz.LoadTests.Generators;
using Authz.LoadTests.Questions;
using Authz.LoadTests.Rates;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Reloads;

/// <summary>The sidecar at a fixed rate, once quiet and once while its organization changes all the time.</summary>
/// <param name="rates">Measures half of saturation.</param>
/// <param name="options">Which sidecar, how long.</param>
internal sealed class ReloadRun(RateRun rates, LoadOptions options)
{
    private const int Halves = 2;
    private const int WarmUps = 2;

    private static readonly int[] PausesInMilliseconds = [100, 150, 200, 250];
    private static readonly TimeSpan WatcherPatience = TimeSpan.FromSeconds(3);

    private readonly TimeSpan _half = TimeSpan.FromSeconds(options.RateSeconds) / Halves;

    /// <summary>Starts a sidecar of its own, and ends it.</summary>
    public async Task<ReloadFigures> RunAsync(CancellationToken cancellation)
    {
        using var organization = LargeOrganization.Create();
        string[] settings =
            [$"--Authz:Organization:Path={organization.Path}", $"--Authz:Keys:Path={organization.Keys}", "--Authz:Keys:GenerateWhenEmpty=true"];
        using ServerProcess server = await SidecarProcess.StartAsync(options, settings, cancellation);
        AuthorizeRequest request = SampleRequest.Of(await Session.IssueAsync(server.Grpc, cancellation));
        var subject = new Subject("sidecar", server, await AuthorizeQuestion.AskAsync(server.Grpc, request, cancellation), IsCounted: true);
        using var caller = new ReloadCaller(server.Administration);
        var isWatched = await IsWatchedAsync(subject, request, organization, cancellation);
        for (var warmUp = 0; warmUp < WarmUps; warmUp++) await rates.HalfOfSaturationAsync(subject, cancellation);
        var rate = await rates.HalfOfSaturationAsync(subject, cancellation);
        var (quiet, reloading) = (new Latencies(), new Latencies());
        var (changes, reloads) = (organization.Changes, 0);
        for (var half = 0; half < Halves; half++)
        {
            quiet.Add((await LoadAsync(subject, request, rate, static _ => Task.CompletedTask, cancellation)).Latencies);
            var (latencies, seen) = await LoadAsync(
                subject, request, rate, token => ChangeAsync(organization, isWatched ? null : caller, token), cancellation);
            reloading.Add(latencies);
            reloads += seen;
            Console.WriteLine($"sidecar at {rate:F0}/s: p99.9 {quiet.Microseconds(99.9):F0} us quiet, {reloading.Microseconds(99.9):F0} us with {reloads} reloads");
        }

        if (reloads == 0) throw new LoadFaultException("the organization changed, and the sidecar never answered from another revision");
        return new ReloadFigures(
            new RateFigures("quiet", rate, quiet), new RateFigures("reloading", rate, reloading), organization.Changes - changes, reloads, isWatched);
    }

    // changes the organization once, and looks whether the sidecar notices by itself
    private static async Task<bool> IsWatchedAsync(
        Subject subject, AuthorizeRequest request, LargeOrganization organization, CancellationToken cancellation)
    {
        using var watch = new RevisionWatch(subject.Server.Grpc, request, cancellation);
        await subject.Question.CheckAsync(cancellation);
        organization.Change();
        for (TimeSpan waited = default; watch.Reloads == 0 && waited < WatcherPatience; waited += TimeSpan.FromMilliseconds(100))
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        return await watch.EndAsync() > 0;
    }

    private async Task<(Latencies Latencies, int Reloads)> LoadAsync(
        Subject subject, AuthorizeRequest request, double rate, Func<CancellationToken, Task> beside, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var watch = new RevisionWatch(subject.Server.Grpc, request, cancellation);
        Task changing = beside(end.Token);
        try
        {
            Latencies latencies = await RateRun.RunAsync(subject, rate, _half, cancellation);
            return (latencies, await watch.EndAsync());
        }
        finally
        {
            await end.CancelAsync();
            await changing;
        }
    }

    private static async Task ChangeAsync(LargeOrganization organization, ReloadCaller? caller, CancellationToken end)
    {
        try
        {
            for (var at = 0; true; at = (at + 1) % PausesInMilliseconds.Length)
            {
                await Task.Delay(PausesInMilliseconds[at], end);
                organization.Change();
                if (caller is not null) await caller.ReloadAsync(end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // the load is over
        }
    }
}

/// <summary>Durations without and with reloads.</summary>
/// <param name="Quiet">Without.</param>
/// <param name="Reloading">With.</param>
/// <param name="Changes">Changes of the organization.</param>
/// <param name="Reloads">Changes of the revision that answers, seen from outside.</param>
/// <param name="IsWatched">Whether the sidecar noticed by itself; otherwise it was told.</param>
internal sealed record ReloadFigures(RateFigures Quiet, RateFigures Reloading, int Changes, int Reloads, bool IsWatched);
