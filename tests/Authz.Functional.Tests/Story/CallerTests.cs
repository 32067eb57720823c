using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class CallerTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task A_user_is_told_who_it_is(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        GetCallerIdentityResponse who = await WhoAsync(sidecar, AccessKeyPair.Ana);
        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:user/ana"), (who.Account, who.Arn));
        Assert.StartsWith("AIDA", who.UserId, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_is_told_who_it_is_by_token_or_signature(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        GetCallerIdentityResponse byToken = await WhoAsync(sidecar, session);
        Assert.Equal(session.AssumedRoleUser.Arn, byToken.Arn);
        Assert.Equal(session.AssumedRoleUser.AssumedRoleId, byToken.UserId);
        Assert.Equal(byToken, await WhoAsync(sidecar, AccessKeyPair.Of(session.Credentials)));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task V30_A_session_that_a_policy_revokes_is_still_told_who_it_is(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        var cutoff = sidecar.Clock.GetUtcNow().AddSeconds(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        // the document that AWS' console writes; it denies sts:GetCallerIdentity too
        files.Edit("accounts/111122223333/roles/Ec2Operator.json", "\"RolePolicyList\": [", $$"""
            "RolePolicyList": [ { "PolicyName": "AWSRevokeOlderSessions", "PolicyDocument": { "Version": "2012-10-17", "Statement": [ {
              "Effect": "Deny", "Action": ["*"], "Resource": ["*"],
              "Condition": { "DateLessThan": { "aws:TokenIssueTime": "{{cutoff}}" } } } ] } },
            """);
        Assert.DoesNotContain((await sidecar.ReloadAsync(AccessKeyPair.Ops)).Diagnostics, static d => d.Severity == Severity.Error);
        AuthorizeResponse answer = await sidecar.AskAsync(session, "iam:ListUsers");
        Assert.Equal((DecisionReason.ExplicitDeny, "AWSRevokeOlderSessions"), (answer.Reason, Assert.Single(answer.MatchedStatements).Policy));
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.ChainAsync(session, SidecarCalls.PaymentProcessor));
        Assert.Equal(session.AssumedRoleUser.Arn, (await WhoAsync(sidecar, session)).Arn);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task V31_A_session_that_was_cut_is_told_nothing(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.Ec2Operator);
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "ExpiredToken", WhoAsync(sidecar, session));
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "ExpiredToken", WhoAsync(sidecar, AccessKeyPair.Of(session.Credentials)));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_call_for_nothing_says_so(Transport transport)
    {
        AuthzClient client = sidecars.Over(transport).Client;
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "MissingAction", client.IssueTokenAsync(new IssueTokenRequest()));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Nobody_is_refused(Transport transport) =>
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken",
            sidecars.Over(transport).Client.GetCallerIdentityAsync(new GetCallerIdentityRequest()));

    [Theory, ClassData(typeof(Transports))]
    public async Task V32_A_key_names_its_account_to_who_may_ask(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.Equal("111122223333", (await KeyInfoAsync(sidecar, AccessKeyPair.Admin, session.Credentials.AccessKeyId)).Account);
        Assert.Equal("123456789012", (await KeyInfoAsync(sidecar, AccessKeyPair.Admin, "AKIARZPUZDIKGB2VALC4")).Account);
        foreach (var id in (string[])["no key", session.Credentials.AccessKeyId[..15]])
        {
            await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", KeyInfoAsync(sidecar, AccessKeyPair.Admin, id));
        }

        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", KeyInfoAsync(sidecar, AccessKeyPair.Leo, session.Credentials.AccessKeyId));
    }

    private static Task<GetCallerIdentityResponse> WhoAsync(TestSidecar sidecar, IssueTokenResponse session) =>
        sidecar.Client.GetCallerIdentityAsync(new GetCallerIdentityRequest { Caller = new Caller { SessionToken = session.Credentials.SessionToken } });

    private static Task<GetCallerIdentityResponse> WhoAsync(TestSidecar sidecar, AccessKeyPair key)
    {
        var request = new GetCallerIdentityRequest();
        request.Caller = key.Sign(request, "TokenService/GetCallerIdentity", sidecar.Clock.GetUtcNow());
        return sidecar.Client.GetCallerIdentityAsync(request);
    }

    private static Task<GetAccessKeyInfoResponse> KeyInfoAsync(TestSidecar sidecar, AccessKeyPair key, string id)
    {
        var request = new GetAccessKeyInfoRequest { AccessKeyId = id };
        request.Caller = key.Sign(request, "TokenService/GetAccessKeyInfo", sidecar.Clock.GetUtcNow());
        return sidecar.Client.GetAccessKeyInfoAsync(request);
    }
}
