using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Query;

/// <summary>Signatures and endpoints of the Query API (STS sections 4.2 and 7).</summary>
public sealed class QuerySignatureTests : IDisposable
{
    private static readonly string Who = QueryCaller.FormOf("GetCallerIdentity");

    private readonly QueryCaller _caller;
    private readonly TestSidecar _sidecar;

    public QuerySignatureTests(SharedSidecars sidecars)
    {
        _sidecar = sidecars.Over(Transport.Tcp);
        _caller = new QueryCaller(_sidecar);
    }

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task A_presigned_url_proves_who_made_it_and_nothing_else_V27()
    {
        var query = _caller.Presign(AccessKeyPair.Ana, "GetCallerIdentity");
        Assert.Equal("arn:aws:iam::111122223333:user/ana", (await _caller.GetAsync(query)).AssertAnswered().Find("Arn"));
        (await _caller.GetAsync(query.Replace("GetCallerIdentity", "AssumeRole", StringComparison.Ordinal))).AssertRefused("SignatureDoesNotMatch", 403);
        (await _caller.GetAsync($"{query}&RoleArn=x")).AssertRefused("SignatureDoesNotMatch", 403);
        (await _caller.GetAsync($"{query}&x-amz-credential=AKIA")).AssertRefused("IncompleteSignature", 400); // V26
        var role = _caller.Presign(AccessKeyPair.Ana, "AssumeRole", 900, ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "s-1"));
        AccessKeyPair session = (await _caller.GetAsync(role)).AssertAnswered().Credentials;
        Assert.EndsWith("/s-1", (await _caller.GetAsync(_caller.Presign(session, "GetCallerIdentity"))).AssertAnswered().Find("Arn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_signature_nothing_is_answered_V06()
    {
        (await _caller.PostAsync(null, Who)).AssertRefused("MissingAuthenticationToken", 403);
        (await _caller.GetAsync(Who)).AssertRefused("MissingAuthenticationToken", 403);
        HttpRequestMessage bearer = _caller.Sign(null, Who);
        bearer.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        (await _caller.SendAsync(bearer)).AssertRefused("MissingAuthenticationToken", 403);
    }

    [Theory]
    [InlineData("AKIAEXAMPLENOBODY001", "InvalidClientTokenId")] // V08
    [InlineData("ASIAEXAMPLENOBODY001", "InvalidClientTokenId")] // V10
    public async Task An_unknown_key_is_nobodys(string id, string code) =>
        (await _caller.PostAsync(AccessKeyPair.Ana with { Id = id }, Who)).AssertRefused(code, 403);

    [Fact]
    public async Task Keys_and_tokens_belong_together_V10_V11()
    {
        AccessKeyPair one = (await AssumeAsync()).Credentials, other = (await AssumeAsync()).Credentials;
        (await _caller.PostAsync(one with { SessionToken = null }, Who)).AssertRefused("InvalidClientTokenId", 403);
        (await _caller.PostAsync(AccessKeyPair.Ana with { SessionToken = one.SessionToken }, Who)).AssertRefused("InvalidClientTokenId", 403);
        (await _caller.PostAsync(one with { SessionToken = other.SessionToken }, Who)).AssertRefused("InvalidClientTokenId", 403);
        (await _caller.PostAsync(one with { Secret = other.Secret }, Who)).AssertRefused("SignatureDoesNotMatch", 403); // V12
        (await _caller.PostAsync(one with { SessionToken = one.SessionToken + "x" }, Who)).AssertRefused("InvalidClientTokenId", 403); // V15
        (await _caller.PostAsync(one with { SessionToken = new string('x', 4097) }, Who)).AssertRefused("InvalidClientTokenId", 403);
    }

    [Fact]
    public async Task What_is_signed_cannot_change_V03()
    {
        HttpRequestMessage request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Who + "&x=1"));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", QueryCaller.Form);
        (await _caller.SendAsync(request)).AssertRefused("SignatureDoesNotMatch", 403);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.Host = "127.0.0.1:1";
        (await _caller.SendAsync(request)).AssertRefused("SignatureDoesNotMatch", 403);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.TryAddWithoutValidation("x-amz-target", "x"); // V19
        (await _caller.SendAsync(request)).AssertRefused("SignatureDoesNotMatch", 403);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", "x"); // V19
        (await _caller.SendAsync(request)).AssertRefused("InvalidClientTokenId", 403);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD"); // V20
        (await _caller.SendAsync(request)).AssertRefused("ValidationError", 400);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"); // V20
        (await _caller.SendAsync(request)).AssertRefused("ValidationError", 400);
        request = _caller.Sign(AccessKeyPair.Ana, Who);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", new string('0', 64)); // V20
        (await _caller.SendAsync(request)).AssertRefused("SignatureDoesNotMatch", 403);
        // V07: in headers and in the query
        (await _caller.PostAsync(AccessKeyPair.Ana, "", _caller.Presign(AccessKeyPair.Ana, "GetCallerIdentity"))).AssertRefused("IncompleteSignature", 400);
        (await _caller.PostAsync(AccessKeyPair.Ana, Who, "X-Amz-Security-Token=x")).AssertRefused("IncompleteSignature", 400);
    }

    [Theory]
    [InlineData(null, "us-east-1", "", 200)]
    [InlineData(null, "eu-central-1", "", 200)]
    [InlineData(null, "aws-global", "", 200)]
    [InlineData(null, "my-site-1", "SignatureDoesNotMatch", 403)]
    [InlineData("sts.amazonaws.com", "us-east-1", "", 200)] // R09
    [InlineData("sts.amazonaws.com", "aws-global", "", 200)] // R09
    [InlineData("sts.amazonaws.com", "eu-west-1", "SignatureDoesNotMatch", 403)] // R09
    [InlineData("STS.eu-west-1.AmazonAws.com", "eu-west-1", "", 200)]
    [InlineData("sts.eu-west-1.amazonaws.com", "us-east-1", "SignatureDoesNotMatch", 403)] // R10
    [InlineData("sts.eu-west-1.amazonaws.com", "aws-global", "SignatureDoesNotMatch", 403)]
    [InlineData("sts.nowhere-1.amazonaws.com", "nowhere-1", "ValidationError", 400)]
    [InlineData("sts.example.internal", "eu-west-1", "", 200)] // no suffix of this sidecar
    public async Task The_host_or_the_scope_says_which_endpoint_was_called(string? host, string region, string code, int status)
    {
        QueryAnswer answer = await _caller.PostAsync(AccessKeyPair.Ana, Who, region: region, host: host);
        Assert.Equal((code, status), (answer.Code, (int)answer.Status));
    }

    [Fact]
    public async Task A_session_ends_and_only_who_signs_learns_it_V13()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, null, "--Authz:Sts:HostSuffix=example.internal");
        using var caller = new QueryCaller(sidecar);
        AccessKeyPair session = (await caller.PostAsync(AccessKeyPair.Ana, Assume())).AssertAnswered().Credentials;
        sidecar.Clock.Advance(TimeSpan.FromMinutes(59));
        (await caller.PostAsync(session, Who)).AssertAnswered();
        var presigned = caller.Presign(session, "GetCallerIdentity", 60);
        sidecar.Clock.Advance(TimeSpan.FromSeconds(61));
        (await caller.GetAsync(presigned)).AssertRefused("SignatureDoesNotMatch", 403); // V24
        (await caller.PostAsync(session, Who)).AssertRefused("ExpiredToken", 403);
        (await caller.PostAsync(session with { Secret = "x" }, Who)).AssertRefused("SignatureDoesNotMatch", 403);
        HttpRequestMessage old = caller.Sign(AccessKeyPair.Ana, Who);
        sidecar.Clock.Advance(TimeSpan.FromSeconds(901)); // V04
        (await caller.SendAsync(old)).AssertRefused("SignatureDoesNotMatch", 403);
        // its own suffix
        (await caller.PostAsync(AccessKeyPair.Ana, Who, region: "eu-west-1", host: "sts.eu-west-1.example.internal")).AssertAnswered();
        (await caller.PostAsync(AccessKeyPair.Ana, Who, region: "eu-west-1", host: "sts.example.internal")).AssertRefused("SignatureDoesNotMatch", 403);
    }

    [Fact]
    public async Task An_anonymous_operation_looks_at_no_signature()
    {
        var body = QueryCaller.FormOf(
            "AssumeRoleWithWebIdentity", ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "s-1"), ("WebIdentityToken", "abcd"));
        (await _caller.PostAsync(AccessKeyPair.Ana with { Secret = "x", SessionToken = "stray" }, body)).AssertRefused("InvalidIdentityToken", 400);
    }

    private static string Assume() => QueryCaller.FormOf("AssumeRole", ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "s-1"));

    private async Task<QueryAnswer> AssumeAsync() => (await _caller.PostAsync(AccessKeyPair.Ana, Assume())).AssertAnswered();
}
