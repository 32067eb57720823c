using System.Diagnostics;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Functional.Tests.Query;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Telemetry;

public sealed class ExportTests
{
    private const string Traces = "/v1/traces", Metrics = "/v1/metrics", Logs = "/v1/logs";

    [Fact]
    public async Task A_call_whose_caller_samples_is_in_the_callers_trace_with_what_was_decided_and_others_are_in_none()
    {
        await using TestCollector collector = await TestCollector.StartAsync();
        var (sampled, other) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        string id, unsampledId;
        IssueTokenResponse session;
        await using (TestSidecar sidecar = await StartAsync(collector.Endpoint))
        {
            session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            id = await AskAsync(sidecar, session, sampled, "01");
            unsampledId = await AskAsync(sidecar, session, other, "00");
            await sidecar.ReloadAsync(AccessKeyPair.Ops);
        }

        Assert.True(collector.Has(Traces, Convert.FromHexString(sampled.ToHexString())), "the caller's trace has no span of ours");
        Assert.True(collector.Has(Traces, id) && collector.Has(Traces, "authz.decision_id"), "the span does not say what was decided");
        Assert.False(collector.Has(Traces, Convert.FromHexString(other.ToHexString())) || collector.Has(Traces, unsampledId), "what nobody sampled was traced");
        Assert.True(collector.Has(Metrics, "authz.decisions") && collector.Has(Metrics, "dotnet.gc.collections"), "metrics are missing");
        Assert.True(collector.Has(Traces, "reload organization"), "the reload has no span");
        Assert.True(collector.Has(Logs, "ready: organization"), "logs are missing");
        Assert.True(collector.AllHave("secret-of-the-collector"));
        foreach (var path in (string[])[Traces, Metrics, Logs])
        {
            Assert.False(collector.Has(path, session.Credentials.SessionToken[..60]) || collector.Has(path, session.Credentials.SecretAccessKey), $"{path} has secrets");
            Assert.False(collector.Has(path, session.AssumedRoleUser.Arn), $"{path} says who asked");
        }
    }

    [Fact]
    public async Task A_presigned_URL_is_in_no_trace()
    {
        await using TestCollector collector = await TestCollector.StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        await using (TestSidecar sidecar = await StartAsync(collector.Endpoint))
        {
            using var query = new QueryCaller(sidecar);
            using HttpClient browser = TestSidecar.Browser(sidecar.Http);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/?{query.Presign(AccessKeyPair.Ana, "GetCallerIdentity")}");
            request.Headers.Host = query.Host;
            request.Headers.Add("traceparent", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
            using HttpResponseMessage answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.True(collector.Has(Traces, Convert.FromHexString(trace.ToHexString())));
        foreach (var path in (string[])[Traces, Logs])
        {
            foreach (var part in (string[])["X-Amz-Signature", "X-Amz-Credential", AccessKeyPair.Ana.Id]) Assert.False(collector.Has(path, part), $"{path} has {part}");
        }
    }

    [Fact]
    public async Task A_collector_that_is_down_keeps_nobody_from_an_answer()
    {
        // a port of loopback where nobody listens
        await using TestSidecar sidecar = await StartAsync("http://127.0.0.1:1");
        await sidecar.AssertServesAsync();
    }

    private static Task<TestSidecar> StartAsync(string endpoint) => TestSidecar.StartAsync(
        Transport.Tcp, null, null, $"--Authz:Telemetry:Otlp:Endpoint={endpoint}", "--Authz:Telemetry:Otlp:Protocol=http/protobuf",
        "--Authz:Telemetry:Otlp:Headers=x-key=secret-of-the-collector", "--Logging:LogLevel:Authz=Information");

    private static async Task<string> AskAsync(TestSidecar sidecar, IssueTokenResponse session, ActivityTraceId trace, string flags)
    {
        var headers = new Metadata { { "traceparent", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-{flags}" } };
        AuthorizeRequest question = SidecarCalls.Question(session.Credentials.SessionToken, "iam:ListUsers");
        AuthorizeResponse answer = await sidecar.Client.Authorization.AuthorizeAsync(question, headers, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Decision.Allow, answer.Decision);
        return answer.DecisionId;
    }
}
