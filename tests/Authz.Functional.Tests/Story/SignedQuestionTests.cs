using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

/// <summary>A service hands over the signed request that it received, and is told who calls and whether they may (STS section 7.3).</summary>
public sealed class SignedQuestionTests(SharedSidecars sidecars)
{
    private const string Region = "eu-west-1";
    private const string SomeRole = "arn:aws:iam::111122223333:role/Some";

    private static readonly HttpSketch Sketch = new();

    [Theory, ClassData(typeof(Transports))]
    public async Task A_users_signature_is_who_it_is_and_its_policies_decide(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AuthorizeResponse answer = await AskAsync(sidecar, Sketch.Sign(AccessKeyPair.Ana, now), "sts:TagSession", SomeRole);
        Assert.Equal((Decision.Allow, DecisionReason.Allowed, ""), (answer.Decision, answer.Reason, answer.ErrorCode));
        Assert.Equal("take-roles-of-orders", Assert.Single(answer.MatchedStatements, static s => s.Layer == PolicyLayer.Identity).Policy);
        answer = await AskAsync(sidecar, Sketch.Sign(AccessKeyPair.Ana, now), "orders:DeleteOrder");
        Assert.Equal((Decision.Deny, DecisionReason.ImplicitDeny, PolicyLayer.Identity, ""), (answer.Decision, answer.Reason, answer.Layer, answer.ErrorCode));
        answer = await AskAsync(sidecar, (Sketch with { Method = "GET", Body = "" }).Presign(AccessKeyPair.Ana, now), "sts:TagSession", SomeRole);
        Assert.Equal(Decision.Allow, answer.Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_sessions_signature_counts_also_where_its_token_alone_does_not(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AccessKeyPair key = await SessionAsync(sidecar, static r => r.CredentialUse = CredentialUse.Sigv4);
        Assert.Equal(Decision.Allow, (await AskAsync(sidecar, Sketch.Sign(key, sidecar.Clock.GetUtcNow()), "ec2:DescribeInstances")).Decision);
        Assert.Equal(
            DecisionReason.TokenRequiresSignature,
            (await sidecar.Client.AuthorizeAsync(SidecarCalls.Question(key.SessionToken!, "ec2:DescribeInstances", "*", Region))).Reason);
        // where policies deny, they do
        AuthorizeRequest question = Question(Sketch.Sign(key, sidecar.Clock.GetUtcNow()), "ec2:DescribeInstances");
        (question.Region, question.SignedRequest.Region) = ("us-east-1", Region);
        Assert.Equal(DecisionReason.ExplicitDeny, (await sidecar.Client.AuthorizeAsync(question)).Reason);
    }

    [Fact]
    public async Task What_was_signed_cannot_change_V03_V19_V20()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AccessKeyPair key = await SessionAsync(sidecar);
        (string Code, Action<SignedHttpRequest> Change)[] changes =
        [
            ("SignatureDoesNotMatch", static r => r.Method = "PUT"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/a%20c?x=1"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/a%2520b?x=1"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/%61%20b?x=1"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/a%20b?x=2"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/a%20b?x=1&x=1"),
            ("SignatureDoesNotMatch", static r => r.Uri = "/orders/a%20b/?x=1"),
            ("SignatureDoesNotMatch", static r => r.PayloadSha256 = new string('0', 64)),
            ("SignatureDoesNotMatch", static r => Add(r, "X-Amz-Target", "x")),
            ("SignatureDoesNotMatch", static r => Add(r, "x-amz-content-sha256", new string('0', 64))),
            ("SignatureDoesNotMatch", static r => Add(r, "content-type", "text/plain")),
            ("SignatureDoesNotMatch", static r => Remove(r, "content-type")),
            ("SignatureDoesNotMatch", static r => Remove(r, "host")),
            ("SignatureDoesNotMatch", static r => Find(r, "host").Value = "other.example.internal"),
            ("SignatureDoesNotMatch", static r => r.Service = "sts"), // V05
            ("SignatureDoesNotMatch", static r => r.Service = "s3"),
            ("SignatureDoesNotMatch", static r => r.Region = "us-east-1"),
            ("SignatureDoesNotMatch", static r => Find(r, "authorization").Value = Flip(Find(r, "authorization").Value)),
            ("SignatureDoesNotMatch", static r => Find(r, "authorization").Value = Find(r, "authorization").Value.Replace(";x-amz-security-token", "", StringComparison.Ordinal)),
            ("SignatureDoesNotMatch", static r => Add(r, "x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
            ("SignatureDoesNotMatch", static r => Add(r, "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")),
            ("SignatureDoesNotMatch", static r => (r.PayloadPolicy, r.PayloadSha256) = (PayloadPolicy.UnsignedAllowed, "")),
            ("IncompleteSignature", static r => Add(r, "Authorization", Find(r, "authorization").Value)), // V07
            ("IncompleteSignature", static r => r.Uri += "&X-Amz-Algorithm=AWS4-HMAC-SHA256"), // V07
            ("IncompleteSignature", static r => r.Uri += "&X-Amz-Security-Token=x"),
            ("IncompleteSignature", static r => Add(r, "x-amz-security-token", "x")),
            ("IncompleteSignature", static r => Remove(r, "x-amz-date")),
            ("MissingAuthenticationToken", static r => Remove(r, "authorization")), // V06
            ("InvalidClientTokenId", static r => Remove(r, "x-amz-security-token")), // V10
        ];
        Assert.Equal(Decision.Allow, (await AskAsync(sidecar, Sketch.Sign(key, now), "ec2:DescribeInstances")).Decision);
        var batch = new AuthorizeBatchRequest();
        foreach ((var code, var change) in changes)
        {
            SignedHttpRequest request = Sketch.Sign(key, now);
            SignedHttpRequest before = request.Clone();
            change(request);
            Assert.NotEqual(before, request);
            batch.Requests.Add(Question(request, "ec2:DescribeInstances"));
            AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => AskAsync(sidecar, request, "ec2:DescribeInstances"));
            Assert.True(code == refusal.Code, $"{refusal.Code} and not {code}: {request}");
        }

        // and each by itself in a batch
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        Assert.All(answers.Responses, static a => Assert.Equal(Decision.Deny, a.Decision));
        Assert.Equal(changes.Select(static c => c.Code), answers.Responses.Select(static a => a.ErrorCode));
    }

    [Fact]
    public async Task A_status_says_what_the_table_says()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AccessKeyPair one = await SessionAsync(sidecar), two = await SessionAsync(sidecar);
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", Sketch.Sign(AccessKeyPair.Ana with { Secret = "wrong" }, now)); // V12
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "InvalidClientTokenId", Sketch.Sign(AccessKeyPair.Ana with { Id = "AKIAEXAMPLENOBODY001" }, now)); // V08
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "InvalidClientTokenId", Sketch.Sign(one with { SessionToken = two.SessionToken }, now)); // V11
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "InvalidClientTokenId", Sketch.Sign(AccessKeyPair.Ana with { SessionToken = one.SessionToken }, now)); // V10
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", Sketch.Sign(AccessKeyPair.Ana, now.AddSeconds(-302))); // V04
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", Sketch.Sign(AccessKeyPair.Ana, now.AddSeconds(302)));
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", (Sketch with { Region = "eu-central-1" }).Sign(AccessKeyPair.Ana, now));
    }

    [Theory]
    [InlineData("method", "")]
    [InlineData("method", "get")]
    [InlineData("uri", "")]
    [InlineData("uri", "orders")]
    [InlineData("uri", "/a b")]
    [InlineData("uri", "/a#b")]
    [InlineData("uri", "https://orders/")]
    [InlineData("service", "")]
    [InlineData("service", "Orders")]
    [InlineData("region", "EU")]
    [InlineData("payload_sha256", "")]
    [InlineData("payload_sha256", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("payload_sha256", "UNSIGNED-PAYLOAD")]
    public async Task What_the_service_says_wrongly_is_its_fault(string field, string value)
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        SignedHttpRequest request = Sketch.Sign(AccessKeyPair.Ana, sidecar.Clock.GetUtcNow());
        SignedHttpRequest.Descriptor.FindFieldByName(field).Accessor.SetValue(request, value);
        await RefusedAsync(sidecar, StatusCode.InvalidArgument, "ValidationError", request);
        var batch = new AuthorizeBatchRequest { Requests = { Question(request, "ec2:DescribeInstances") } };
        Assert.Equal(DecisionReason.RequestInvalid, Assert.Single((await sidecar.Client.AuthorizeBatchAsync(batch)).Responses).Reason);
    }

    [Fact]
    public async Task A_question_has_one_proof()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        AccessKeyPair key = await SessionAsync(sidecar);
        AuthorizeRequest both = Question(Sketch.Sign(key, sidecar.Clock.GetUtcNow()), "ec2:DescribeInstances");
        both.SessionToken = key.SessionToken;
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeAsync(both));
        var batch = new AuthorizeBatchRequest { SessionToken = key.SessionToken, SignedRequest = both.SignedRequest };
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeBatchAsync(batch));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Every_entry_of_a_batch_is_whose_it_is(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AccessKeyPair key = await SessionAsync(sidecar);
        SignedHttpRequest ana = Sketch.Sign(AccessKeyPair.Ana, now), session = Sketch.Sign(key, now), wrong = Sketch.Sign(key with { Secret = "x" }, now);
        AuthorizeRequest[] questions =
        [
            Question(ana, "sts:TagSession", SomeRole), Question(ana, "ec2:DescribeInstances"), Question(session, "ec2:DescribeInstances"),
            Question(session, "sts:TagSession", SomeRole), Question(wrong, "ec2:DescribeInstances"), Question(session, "ec2:DescribeInstances"),
            SidecarCalls.Question(key.SessionToken!, "ec2:DescribeInstances", "*", Region), SidecarCalls.Question("", "ec2:DescribeInstances", "*", Region),
            Question(ana, "sts:TagSession", SomeRole),
        ];
        (Decision, DecisionReason, string)[] expected =
        [
            (Decision.Allow, DecisionReason.Allowed, ""), (Decision.Deny, DecisionReason.ImplicitDeny, ""), (Decision.Allow, DecisionReason.Allowed, ""),
            (Decision.Deny, DecisionReason.ImplicitDeny, ""), (Decision.Deny, DecisionReason.SignatureInvalid, "SignatureDoesNotMatch"),
            (Decision.Allow, DecisionReason.Allowed, ""), (Decision.Allow, DecisionReason.Allowed, ""), (Decision.Deny, DecisionReason.TokenMissing, ""),
            (Decision.Allow, DecisionReason.Allowed, ""),
        ];
        var batch = new AuthorizeBatchRequest { Requests = { questions } };
        Assert.Equal(expected, (await sidecar.Client.AuthorizeBatchAsync(batch)).Responses.Select(static r => (r.Decision, r.Reason, r.ErrorCode)));

        using var stream = sidecar.Client.Authorization.AuthorizeStream();
        foreach (AuthorizeRequest question in questions) await stream.RequestStream.WriteAsync(question);
        await stream.RequestStream.CompleteAsync();
        var streamed = new List<(Decision, DecisionReason, string)>();
        await foreach (AuthorizeResponse r in stream.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)) streamed.Add((r.Decision, r.Reason, r.ErrorCode));
        Assert.Equal(expected, streamed);

        using var batches = sidecar.Client.Authorization.AuthorizeBatchStream();
        await batches.RequestStream.WriteAsync(batch);
        await batches.RequestStream.CompleteAsync();
        Assert.True(await batches.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(expected, batches.ResponseStream.Current.Responses.Select(static r => (r.Decision, r.Reason, r.ErrorCode)));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_signed_request_of_a_batch_is_that_of_entries_without_a_proof(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AccessKeyPair key = await SessionAsync(sidecar);
        var batch = new AuthorizeBatchRequest { SignedRequest = Sketch.Sign(key, now), Region = Region };
        batch.Requests.Add(SidecarCalls.Question("", "ec2:DescribeInstances"));
        batch.Requests.Add(Question(Sketch.Sign(AccessKeyPair.Ana, now), "ec2:DescribeInstances"));
        batch.Requests.Add(SidecarCalls.Question("nothing", "ec2:DescribeInstances"));
        batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        batch.Requests.Add(SidecarCalls.Question("", "ec2:DescribeInstances", "*", "eu-central-1")); // signed for another region
        Assert.Equal(
            [DecisionReason.Allowed, DecisionReason.ImplicitDeny, DecisionReason.TokenInvalid, DecisionReason.Allowed, DecisionReason.SignatureInvalid],
            (await sidecar.Client.AuthorizeBatchAsync(batch)).Responses.Select(static r => r.Reason));
        batch.SignedRequest.Method = "get";
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeBatchAsync(batch));
    }

    [Fact]
    public async Task A_session_that_is_over_or_revoked_signs_for_nobody_V13_V31()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        AccessKeyPair key = await SessionAsync(sidecar);
        SignedHttpRequest request = Sketch.Sign(key, sidecar.Clock.GetUtcNow());
        await sidecar.RevokeAsync(AccessKeyPair.Admin, SidecarCalls.Ec2Operator);
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "ExpiredToken", request);
        var batch = new AuthorizeBatchRequest { Requests = { Question(request, "ec2:DescribeInstances") } };
        AuthorizeResponse answer = Assert.Single((await sidecar.Client.AuthorizeBatchAsync(batch)).Responses);
        Assert.Equal((Decision.Deny, DecisionReason.SessionRevoked, "ExpiredToken"), (answer.Decision, answer.Reason, answer.ErrorCode));
        sidecar.Clock.Advance(TimeSpan.FromMinutes(61));
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "ExpiredToken", Sketch.Sign(key, sidecar.Clock.GetUtcNow()));
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", Sketch.Sign(key with { Secret = "x" }, sidecar.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Windows_are_as_they_are_set_and_S3_has_its_own_paths_and_payloads()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(
            Transport.Tcp, null, null, "--Authz:SignedRequests:Window=10s", "--Authz:SignedRequests:LongestExpiry=1h");
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", Sketch.Sign(AccessKeyPair.Ana, now.AddSeconds(-12)));
        HttpSketch s3 = Sketch with { Service = "s3", Method = "GET", Body = "", Uri = "/docs//a%20b/../c" };
        SignedHttpRequest url = s3.Presign(AccessKeyPair.Ana, now.AddMinutes(-50), 3600);
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", s3.Presign(AccessKeyPair.Ana, now.AddMinutes(-61), 7200));
        // its URLs cover no payload, and the service says whether that is enough
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", s3.Presign(AccessKeyPair.Ana, now.AddMinutes(1)));
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", url);
        url.PayloadPolicy = PayloadPolicy.UnsignedAllowed;
        Assert.Equal(Decision.Allow, (await AskAsync(sidecar, url, "sts:TagSession", SomeRole)).Decision);
        url.Uri = url.Uri.Replace("/docs//a", "/docs/a", StringComparison.Ordinal);
        await RefusedAsync(sidecar, StatusCode.Unauthenticated, "SignatureDoesNotMatch", url);
    }

    private static AuthorizeRequest Question(SignedHttpRequest request, string action, string resource = "*")
    {
        AuthorizeRequest question = SidecarCalls.Question("", action, resource, Region);
        question.SignedRequest = request;
        return question;
    }

    private static Task<AuthorizeResponse> AskAsync(TestSidecar sidecar, SignedHttpRequest request, string action, string resource = "*") =>
        sidecar.Client.AuthorizeAsync(Question(request, action, resource));

    private static Task<AuthzException> RefusedAsync(TestSidecar sidecar, StatusCode status, string code, SignedHttpRequest request) =>
        SidecarCalls.RefusedAsync(status, code, AskAsync(sidecar, request, "ec2:DescribeInstances"));

    private static async Task<AccessKeyPair> SessionAsync(TestSidecar sidecar, Action<IssueTokenRequest>? change = null) =>
        AccessKeyPair.Of((await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, change)).Credentials);

    private static HttpHeader Find(SignedHttpRequest request, string name) =>
        request.Headers.Single(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void Add(SignedHttpRequest request, string name, string value) => request.Headers.Add(new HttpHeader { Name = name, Value = value });

    private static void Remove(SignedHttpRequest request, string name) => request.Headers.Remove(Find(request, name));

    private static string Flip(string authorization) => authorization[..^1] + (authorization[^1] == '0' ? '1' : '0');
}
