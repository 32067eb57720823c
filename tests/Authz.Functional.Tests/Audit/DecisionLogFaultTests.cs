using System.Text.Json;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Audit;

public sealed class DecisionLogFaultTests
{
    private const int Callers = 8;

    // the runtime maps its code twice through a file of its own, which would be too long as well
    private const string FullDisk = "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 48";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("durable")]
    [InlineData("blocking")]
    public async Task What_was_answered_before_the_process_was_killed_is_in_the_log_and_the_chain_goes_on(string mode)
    {
        using var files = new SidecarFiles();
        var answered = new List<string>();
        for (var run = 1; run <= 3; run++)
        {
            await using RealSidecar sidecar = await RealSidecar.StartAsync(files, Settings(files, mode));
            Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => AskUntilGoneAsync(sidecar, answered))];
            var wanted = run * 150;
            while (CountOf(answered) < wanted) await Task.Delay(5, End);
            sidecar.Kill();
            await Task.WhenAll(callers);
            HashSet<string> recorded = [.. AuditFiles.Read(files.In("log")).Select(static r => r.At("eventID"))];
            Assert.All(answered, id => Assert.Contains(id, recorded));
        }
    }

    [Theory]
    [InlineData("durable")]
    [InlineData("blocking")]
    public async Task On_a_full_disk_nothing_is_answered_that_is_not_recorded_and_it_goes_on_when_there_is_room(string mode)
    {
        using var files = new SidecarFiles();
        var answered = new List<string>();
        // the system refuses what would make a file longer than this, and writes a part of it
        await using (RealSidecar sidecar = await RealSidecar.StartAsync(files, FullDisk, Settings(files, mode)))
        {
            AuthzException full = await AskUntilRefusedAsync(sidecar, answered);
            Assert.Equal((StatusCode.Unavailable, "ServiceUnavailable"), (full.Status, full.Code));
            Assert.Contains("cannot be recorded", full.Message, StringComparison.Ordinal);
            // and credentials neither
            AuthzException refused = await Assert.ThrowsAsync<AuthzException>(() => IssueAsync(sidecar));
            Assert.Equal(StatusCode.Unavailable, refused.Status);
            AssertRecorded(files, answered);
        }

        await using RealSidecar roomy = await RealSidecar.StartAsync(files, Settings(files, mode));
        answered.Add((await AskAsync(roomy)).DecisionId);
        AssertRecorded(files, answered);
    }

    [Fact]
    public async Task In_latency_mode_a_full_disk_keeps_nobody_from_an_answer()
    {
        using var files = new SidecarFiles();
        await using RealSidecar sidecar = await RealSidecar.StartAsync(files, FullDisk, Settings(files, "latency"));
        for (var i = 0; i < 500; i++) Assert.Equal(DecisionReason.TokenMissing, (await AskAsync(sidecar)).Reason);
        await IssueAsync(sidecar);
        // what is there is whole
        AuditFiles.Read(files.In("log"));
    }

    private static string[] Settings(SidecarFiles files, string mode) =>
        [$"--Authz:Audit:Decisions={mode}", $"--Authz:Audit:Issues={mode}", $"--Authz:Audit:Directory={files.In("log")}"];

    private static void AssertRecorded(SidecarFiles files, List<string> answered)
    {
        List<JsonElement> records = AuditFiles.Read(files.In("log"));
        HashSet<string> recorded = [.. records.Select(static r => r.At("eventID"))];
        Assert.NotEmpty(answered);
        Assert.All(answered, id => Assert.Contains(id, recorded));
    }

    private static async Task<AuthzException> AskUntilRefusedAsync(RealSidecar sidecar, List<string> answered)
    {
        while (true)
        {
            try
            {
                answered.Add((await AskAsync(sidecar)).DecisionId);
            }
            catch (AuthzException refusal)
            {
                return refusal;
            }
        }
    }

    private static async Task AskUntilGoneAsync(RealSidecar sidecar, List<string> answered)
    {
        while (true)
        {
            try
            {
                AuthorizeResponse answer = await AskAsync(sidecar);
                lock (answered) answered.Add(answer.DecisionId);
            }
            catch (AuthzException)
            {
                return;
            }
        }
    }

    private static int CountOf(List<string> answered)
    {
        lock (answered) return answered.Count;
    }

    private static Task<AuthorizeResponse> AskAsync(RealSidecar sidecar) => sidecar.Client.AuthorizeAsync(SidecarCalls.Question("", "iam:ListUsers"), End);

    private static Task<IssueTokenResponse> IssueAsync(RealSidecar sidecar)
    {
        IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.Ec2Operator);
        request.Caller = AccessKeyPair.Ana.Sign(request, "TokenService/IssueToken", TimeProvider.System.GetUtcNow());
        return sidecar.Client.IssueTokenAsync(request, End);
    }
}
