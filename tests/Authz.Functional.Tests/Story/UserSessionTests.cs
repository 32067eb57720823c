using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class UserSessionTests
{
    private const string OrderKeeper = "arn:aws:iam::111122223333:role/OrderKeeper";

    [Theory, ClassData(typeof(Transports))]
    public async Task A_role_that_asks_for_mfa_takes_a_code_once(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        var code = MfaDevice.CodeAt(sidecar.Clock.GetUtcNow());
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Ana, OrderKeeper));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, OrderKeeper, WithMfa);
        AuthorizeResponse answer = await sidecar.AskAsync(
            session, "orders:DeleteOrder", "arn:aws:orders:eu-west-1:111122223333:order/1", "eu-west-1");
        Assert.Equal(Decision.Allow, answer.Decision);
        var refusal = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Ana, OrderKeeper, WithMfa));
        Assert.Contains("MultiFactorAuthentication failed", refusal.Message, StringComparison.Ordinal);

        void WithMfa(IssueTokenRequest request)
        {
            request.AssumeRole.SerialNumber = MfaDevice.SerialNumber;
            request.AssumeRole.TokenCode = code;
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_made_with_mfa_takes_roles_without_a_code(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await IssueAsync(sidecar, AccessKeyPair.Ana, new IssueTokenRequest
        {
            GetSessionToken = new GetSessionTokenGrant
            {
                DurationSeconds = 900,
                SerialNumber = MfaDevice.SerialNumber,
                TokenCode = MfaDevice.CodeAt(sidecar.Clock.GetUtcNow()),
            },
        });
        Assert.Equal(sidecar.Clock.GetUtcNow().AddSeconds(900).ToUnixTimeSeconds(), session.Credentials.Expiration.Seconds);
        Assert.True(session is { AssumedRoleUser: null, FederatedUser: null, HasPackedPolicySize: false });
        await sidecar.ChainAsync(session, OrderKeeper);
        GetCallerIdentityResponse who = await WhoAsync(sidecar, session);
        Assert.Equal("arn:aws:iam::111122223333:user/ana", who.Arn);
        Assert.StartsWith("AIDA", who.UserId, StringComparison.Ordinal);
        // and nothing else of STS
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.Client.IssueTokenAsync(new IssueTokenRequest
        {
            GetSessionToken = new GetSessionTokenGrant(),
            Caller = new Caller { SessionToken = session.Credentials.SessionToken },
        }));
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.Client.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest
        {
            AccessKeyId = session.Credentials.AccessKeyId,
            Caller = new Caller { SessionToken = session.Credentials.SessionToken },
        }));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_federated_user_may_what_its_policy_and_its_user_allow(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await IssueAsync(sidecar, AccessKeyPair.Admin, new IssueTokenRequest
        {
            GetFederationToken = new GetFederationTokenGrant
            {
                Name = "auditor",
                Policy = """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:List*", "Resource": "*" } }""",
                Tags = { new Tag { Key = "team", Value = "audit" } },
            },
        });
        Assert.Equal(("999999999999:auditor", "arn:aws:sts::999999999999:federated-user/auditor"), (session.FederatedUser.FederatedUserId, session.FederatedUser.Arn));
        Assert.True(session.PackedPolicySize > 0);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        Assert.Equal(Decision.Deny, (await sidecar.AskAsync(session, "iam:CreateUser")).Decision);
        Assert.Equal("999999999999:auditor", (await WhoAsync(sidecar, session)).UserId);
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.ChainAsync(session, OrderKeeper));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Without_policies_a_federated_user_says_zero_percent_and_may_nothing(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        var request = new IssueTokenRequest { GetFederationToken = new GetFederationTokenGrant { Name = "auditor" } };
        IssueTokenResponse session = await IssueAsync(sidecar, AccessKeyPair.Admin, request);
        Assert.True(session is { HasPackedPolicySize: true, PackedPolicySize: 0 });
        Assert.Equal(Decision.Deny, (await sidecar.AskAsync(session, "iam:ListUsers")).Decision);
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", IssueAsync(sidecar, AccessKeyPair.Leo, request));
    }

    [Fact]
    public async Task A_used_code_survives_a_restart_beside_the_keys()
    {
        using var files = new SidecarFiles();
        var clock = new TestClock();
        var request = new IssueTokenRequest
        {
            GetSessionToken = new GetSessionTokenGrant { SerialNumber = MfaDevice.SerialNumber, TokenCode = MfaDevice.CodeAt(clock.GetUtcNow()) },
        };
        string[] settings = [$"--Authz:Keys:Path={files.Keys}", "--Authz:Keys:GenerateWhenEmpty=true"];
        await using (TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, clock, settings))
            await IssueAsync(sidecar, AccessKeyPair.Ana, request);
        Assert.True(File.Exists(Path.Combine(files.Keys, "single-use.log")));
        await using TestSidecar again = await TestSidecar.StartAsync(Transport.Tcp, files, clock, settings);
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", IssueAsync(again, AccessKeyPair.Ana, request));
        clock.Advance(TimeSpan.FromMinutes(1));
        request.GetSessionToken.TokenCode = MfaDevice.CodeAt(clock.GetUtcNow());
        await IssueAsync(again, AccessKeyPair.Ana, request);
    }

    private static Task<IssueTokenResponse> IssueAsync(TestSidecar sidecar, AccessKeyPair key, IssueTokenRequest request)
    {
        IssueTokenRequest signed = request.Clone();
        signed.Caller = key.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow());
        return sidecar.Client.IssueTokenAsync(signed);
    }

    private static Task<GetCallerIdentityResponse> WhoAsync(TestSidecar sidecar, IssueTokenResponse session) =>
        sidecar.Client.GetCallerIdentityAsync(new GetCallerIdentityRequest { Caller = new Caller { SessionToken = session.Credentials.SessionToken } });
}
