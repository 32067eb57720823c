using System.Text.Json;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Functional.Tests.Query;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Audit;

public sealed class DecisionLogTests
{
    private const string Address = "203.0.113.77";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("durable")]
    [InlineData("blocking")]
    public async Task What_was_answered_is_in_the_log_by_then(string mode)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, mode);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        JsonElement issued = Assert.Single(Read(files));
        Assert.Equal(("AssumeRole", "IAMUser", "", session.Credentials.AccessKeyId), (
            issued.At("eventName"), issued.At("userIdentity", "type"), issued.At("errorCode"), issued.At("responseElements", "credentials", "accessKeyId")));
        Assert.Equal((SidecarCalls.Ec2Operator, "test"), (issued.At("requestParameters", "roleArn"), issued.At("requestParameters", "roleSessionName")));

        AuthorizeResponse allow = await sidecar.AskAsync(session, "iam:ListUsers", "*", "", ("aws:SourceIp", Address));
        AuthorizeResponse deny = await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1");
        AuthorizeResponse refused = await sidecar.Client.AuthorizeAsync(SidecarCalls.Question("nothing", "iam:ListUsers"), End);
        JsonElement[] records = [.. Read(files).Skip(1)];
        Assert.Equal([allow.DecisionId, deny.DecisionId, refused.DecisionId], records.Select(static r => r.At("eventID")));
        Assert.Equal(["ALLOW", "DENY", "DENY"], records.Select(static r => r.At("responseElements", "decision")));
        Assert.Equal(["Allowed", "ExplicitDeny", "TokenInvalid"], records.Select(static r => r.At("responseElements", "reason")));
        Assert.Equal((Address, "AssumedRole", "iam:ListUsers"), (records[0].At("sourceIPAddress"), records[0].At("userIdentity", "type"), records[0].At("requestParameters", "action")));
        Assert.Equal("Unknown", records[2].At("userIdentity", "type"));
        Assert.Equal(deny.MatchedStatements[0].Sid, records[1].GetProperty("responseElements").GetProperty("matchedStatements")[0].At("sid"));
    }

    [Fact]
    public async Task Batches_and_streams_have_a_record_for_each_decision_however_it_was_asked_for()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, "blocking");
        var token = (await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials.SessionToken;
        AuthorizeRequest[] questions = [SidecarCalls.Question(token, "iam:ListUsers"), SidecarCalls.Question(token, "iam:*"), SidecarCalls.Question("", "iam:ListUsers")];
        var batch = new AuthorizeBatchRequest { Requests = { questions } };
        List<string> ids = [.. (await sidecar.Client.AuthorizeBatchAsync(batch, End)).Responses.Select(static r => r.DecisionId)];
        using (var stream = sidecar.Client.Authorization.AuthorizeStream(cancellationToken: End))
        {
            foreach (AuthorizeRequest question in questions)
            {
                await stream.RequestStream.WriteAsync(question, End);
                Assert.True(await stream.ResponseStream.MoveNext(End));
                ids.Add(stream.ResponseStream.Current.DecisionId);
            }
        }

        using (var stream = sidecar.Client.Authorization.AuthorizeBatchStream(cancellationToken: End))
        {
            await stream.RequestStream.WriteAsync(batch, End);
            Assert.True(await stream.ResponseStream.MoveNext(End));
            ids.AddRange(stream.ResponseStream.Current.Responses.Select(static r => r.DecisionId));
        }

        Assert.Equal(9, ids.Distinct().Count());
        Assert.Equal(ids, Read(files).Skip(1).Select(static r => r.At("eventID")));
    }

    [Fact]
    public async Task Every_front_end_that_issues_has_a_record_also_of_what_it_refused()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, "durable");
        using var query = new QueryCaller(sidecar);
        await query.CallAsync(AccessKeyPair.Ana, "AssumeRole", ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "by-query"));
        await query.CallAsync(AccessKeyPair.Ana, "AssumeRole", ("RoleArn", SidecarCalls.LegacyReporter), ("RoleSessionName", "by-query"));
        await query.CallAsync(AccessKeyPair.Ana, "GetCallerIdentity");
        await query.CallAsync(null, "AssumeRoleWithSAML", ("RoleArn", SidecarCalls.Ec2Operator), ("PrincipalArn", "arn:aws:iam::111122223333:saml-provider/corp"), ("SAMLAssertion", "bm90aGluZw=="));
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Ana, "arn:aws:iam::111122223333:role/Nobody"));
        List<JsonElement> records = Read(files);
        Assert.Equal(["AssumeRole", "AssumeRole", "AssumeRoleWithSAML", "AssumeRole"], records.Select(static r => r.At("eventName")));
        Assert.Equal("", records[0].At("errorCode"));
        Assert.All(records.Skip(1), static r => Assert.NotEqual("", r.At("errorCode")));
        Assert.Equal("127.0.0.1", records[0].At("sourceIPAddress"));
        Assert.Equal("by-query", records[1].At("requestParameters", "roleSessionName"));
    }

    [Fact]
    public async Task No_token_and_no_secret_is_in_the_log()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, "durable");
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        await sidecar.AskAsync(session, "iam:ListUsers");
        await sidecar.Client.AuthorizeAsync(SidecarCalls.Question(session.Credentials.SessionToken[..^1], "iam:ListUsers"), End);
        var text = string.Concat(Read(files).Select(static r => r.GetRawText()));
        Assert.DoesNotContain(session.Credentials.SessionToken[..40], text, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Credentials.SecretAccessKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(AccessKeyPair.Ana.Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_masked_or_hashed_stands_nowhere_in_a_record()
    {
        using var files = new SidecarFiles();
        await File.WriteAllBytesAsync(files.In("hash.key"), new byte[32], End);
        await using TestSidecar sidecar = await StartAsync(
            files, "durable", "--Authz:Audit:Masked=aws:SourceIp,userName", "--Authz:Audit:Hashed=sessionName,app:Customer", $"--Authz:Audit:HashKeyFile={files.In("hash.key")}");
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, static r => r.AssumeRole.RoleSessionName = "jane.doe");
        await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1", ("aws:SourceIp", Address), ("app:Customer", "customer-4711"));
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.ChainAsync(session, "arn:aws:iam::111122223333:role/Nobody"));
        List<JsonElement> records = Read(files);
        Assert.Equal(3, records.Count);
        var text = string.Concat(records.Select(static r => r.GetRawText()));
        foreach (var hidden in (string[])["jane.doe", Address, "customer-4711", "user/ana"]) Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        // the same value has the same hash
        var name = records[0].At("requestParameters", "roleSessionName");
        Assert.StartsWith("hmac:", name, StringComparison.Ordinal);
        Assert.EndsWith($"/{name}", records[1].At("userIdentity", "arn"), StringComparison.Ordinal);
        Assert.Equal("***", records[1].At("sourceIPAddress"));
    }

    [Fact]
    public async Task Every_denial_is_recorded_and_of_allows_as_many_as_are_asked_for()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, "durable", "--Authz:Audit:AllowsPerRecord=1000000");
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        for (var i = 0; i < 20; i++)
        {
            await sidecar.AskAsync(session, "iam:ListUsers");
            await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1");
        }

        string[] decisions = [.. Read(files).Skip(1).Select(static r => r.At("responseElements", "decision"))];
        Assert.Equal(20, decisions.Count(static d => d == "DENY"));
        // one in a million
        Assert.InRange(decisions.Length, 20, 21);
    }

    [Fact]
    public async Task In_latency_mode_records_follow_and_are_all_there_at_the_end()
    {
        using var files = new SidecarFiles();
        var ids = new List<string>();
        await using (TestSidecar sidecar = await StartAsync(files, "latency"))
        {
            IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
            for (var i = 0; i < 200; i++) ids.Add((await sidecar.AskAsync(session, "iam:ListUsers")).DecisionId);
        }

        Assert.Equal(ids, Read(files).Skip(1).Select(static r => r.At("eventID")));
    }

    [Fact]
    public async Task A_log_goes_on_after_a_restart_as_one_chain()
    {
        using var files = new SidecarFiles();
        await File.WriteAllBytesAsync(files.In("chain.key"), [.. Enumerable.Range(1, 40).Select(static i => (byte)i)], End);
        var key = $"--Authz:Audit:ChainKeyFile={files.In("chain.key")}";
        for (var run = 1; run <= 3; run++)
        {
            await using TestSidecar sidecar = await StartAsync(files, "durable", key);
            await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        }

        Assert.Equal(3, AuditFiles.Read(files.In("log"), await File.ReadAllBytesAsync(files.In("chain.key"), End)).Count);
    }

    [Fact]
    public async Task Records_are_events_of_OCSF_when_that_is_asked_for()
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await StartAsync(files, "durable", "--Authz:Audit:Format=ocsf");
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        AuthorizeResponse deny = await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "us-east-1", ("aws:SourceIp", Address));
        List<JsonElement> records = Read(files);
        Assert.Equal(["300203", "600399"], records.Select(static r => r.At("type_uid")));
        Assert.Equal(("2", deny.DecisionId, Address, "ec2:DescribeInstances"), (
            records[1].At("status_id"), records[1].At("metadata", "uid"), records[1].At("src_endpoint", "ip"), records[1].At("api", "operation")));
    }

    internal static Task<TestSidecar> StartAsync(SidecarFiles files, string mode, params string[] settings) => TestSidecar.StartAsync(
        Transport.Tcp, files, null,
        [
            .. TestSidecar.Own(files), $"--Authz:Audit:Decisions={mode}", $"--Authz:Audit:Issues={mode}", $"--Authz:Audit:Directory={files.In("log")}", .. settings,
        ]);

    private static List<JsonElement> Read(SidecarFiles files) => AuditFiles.Read(files.In("log"));
}
