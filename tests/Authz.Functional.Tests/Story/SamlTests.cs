using System.Security.Cryptography;
using System.Text;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class SamlTests
{
    private const string Order = "arn:aws:orders:eu-central-1:111122223333:order/1";

    [Theory, ClassData(typeof(Transports))]
    public async Task S01_a_subject_of_the_provider_gets_a_session_and_acts(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.Client.IssueTokenAsync(SamlLogin.Request(sidecar));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/OrderAuditor/grace", session.AssumedRoleUser.Arn);
        Assert.Equal(sidecar.Clock.GetUtcNow().AddSeconds(3600).ToUnixTimeSeconds(), session.Credentials.Expiration.Seconds);
        Assert.Equal(("grace", "transient", "https://idp.example.internal/saml", "https://signin.aws.amazon.com/saml"),
            (session.Subject, session.SubjectType, session.Issuer, session.Audience));
        var qualifier = SHA1.HashData(Encoding.ASCII.GetBytes("https://idp.example.internal/saml111122223333/corp"));
        Assert.Equal(Convert.ToBase64String(qualifier), session.NameQualifier);
        Assert.Equal(("", ""), (session.SubjectFromWebIdentityToken, session.Provider));
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "orders:GetOrder", Order, "eu-central-1")).Decision);
        Assert.Equal(Decision.Deny, (await sidecar.AskAsync(session, "orders:DeleteOrder", Order, "eu-central-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task What_the_caller_sends_as_its_own_proof_is_not_looked_at(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenRequest request = SamlLogin.Request(sidecar);
        request.Caller = new Caller { SessionToken = "garbage" };
        Assert.Equal("grace", (await sidecar.Client.IssueTokenAsync(request)).Subject);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task S02_S06_S09_refusals_have_the_codes_of_AWS(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "InvalidIdentityToken",
            sidecar.Client.IssueTokenAsync(SamlLogin.Request(sidecar, change: static text => text.Replace(">grace<", ">admin<", StringComparison.Ordinal))));
        IssueTokenRequest other = SamlLogin.Request(sidecar);
        other.AssumeRoleWithSaml.RoleArn = SidecarCalls.OrderService;
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.Client.IssueTokenAsync(other));
        IssueTokenRequest late = SamlLogin.Request(sidecar);
        late.AssumeRoleWithSaml.DurationSeconds = 7200;
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.IssueTokenAsync(late));
        late.AssumeRoleWithSaml.DurationSeconds = 3600;
        sidecar.Clock.Advance(TimeSpan.FromSeconds(301));
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "ExpiredTokenException", sidecar.Client.IssueTokenAsync(late));
    }

    [Fact]
    public async Task S12_what_was_redeemed_stays_so_across_a_restart()
    {
        using var files = new SidecarFiles();
        var clock = new TestClock();
        string[] settings = [$"--Authz:Keys:Path={files.Keys}", "--Authz:Keys:GenerateWhenEmpty=true", "--Authz:Federation:Saml:Replay=perRole"];
        IssueTokenRequest request;
        await using (TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, clock, settings))
        {
            request = SamlLogin.Request(sidecar);
            await sidecar.Client.IssueTokenAsync(request);
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.Client.IssueTokenAsync(request));
        }

        await using (TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, clock, settings))
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.Client.IssueTokenAsync(request));
    }
}
