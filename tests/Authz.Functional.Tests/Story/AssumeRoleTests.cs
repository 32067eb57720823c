using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class AssumeRoleTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task A_partner_needs_the_right_external_id(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.PartnerApp, SidecarCalls.PartnerAccess));
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied",
            sidecar.AssumeAsync(AccessKeyPair.PartnerApp, SidecarCalls.PartnerAccess, r => r.AssumeRole.ExternalId = "example-external-id-2"));
        IssueTokenResponse session = await sidecar.AssumeAsync(
            AccessKeyPair.PartnerApp, SidecarCalls.PartnerAccess, r => r.AssumeRole.ExternalId = "example-external-id-1");
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/PartnerAccess/test", session.AssumedRoleUser.Arn);
        AuthorizeResponse answer = await sidecar.AskAsync(
            session, "orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/1", "eu-west-1");
        Assert.Equal(Decision.Allow, answer.Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_role_that_does_not_exist_is_refused_in_the_words_of_one_that_may_not_be_taken(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var existing = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.Ec2Operator));
        var absent = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.Ec2Operator + "2"));
        Assert.Equal(existing.Message + "2", absent.Message);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_chain_crosses_accounts(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse service = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService);
        IssueTokenResponse payments = await sidecar.ChainAsync(service, SidecarCalls.PaymentProcessor);
        Assert.Equal("arn:aws:sts::222233334444:assumed-role/PaymentProcessor/test", payments.AssumedRoleUser.Arn);
        AuthorizeResponse pay = await sidecar.AskAsync(
            payments, "payments:Capture", "arn:aws:payments:eu-west-1:222233334444:payment/1", "eu-west-1");
        Assert.Equal(Decision.Allow, pay.Decision);
        AuthorizeResponse order = await sidecar.AskAsync(
            payments, "orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/1", "eu-west-1");
        Assert.Equal((Decision.Deny, DecisionReason.ImplicitDeny), (order.Decision, order.Reason));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_chain_can_sign_as_well(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse service = await sidecar.AssumeAsync(
            AccessKeyPair.Ana, SidecarCalls.OrderService, r => r.CredentialUse = CredentialUse.Sigv4);
        Assert.Equal(CredentialUse.Sigv4, service.CredentialUse);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken", sidecar.ChainAsync(service, SidecarCalls.PaymentProcessor));
        AuthorizeResponse asked = await sidecar.AskAsync(
            service, "orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/1", "eu-west-1");
        Assert.Equal((Decision.Deny, DecisionReason.TokenRequiresSignature), (asked.Decision, asked.Reason));
        IssueTokenResponse payments = await sidecar.AssumeAsync(AccessKeyPair.Of(service.Credentials), SidecarCalls.PaymentProcessor);
        Assert.Equal("arn:aws:sts::222233334444:assumed-role/PaymentProcessor/test", payments.AssumedRoleUser.Arn);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_second_hop_cannot_be_taken_without_the_first(Transport transport) =>
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecars.Over(transport).AssumeAsync(AccessKeyPair.Ana, SidecarCalls.PaymentProcessor));

    [Theory, ClassData(typeof(Transports))]
    public async Task A_chained_session_lasts_an_hour_at_most(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse service = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService);
        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "ValidationError",
            sidecar.ChainAsync(service, SidecarCalls.PaymentProcessor, r => r.AssumeRole.DurationSeconds = 3601));
        IssueTokenResponse payments = await sidecar.ChainAsync(
            service, SidecarCalls.PaymentProcessor, r => r.AssumeRole.DurationSeconds = 3600);
        var lasts = payments.Credentials.Expiration.ToDateTimeOffset() - sidecar.Clock.GetUtcNow();
        Assert.InRange(lasts, TimeSpan.FromSeconds(3599), TimeSpan.FromSeconds(3600));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_policy_only_narrows(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, r => r.AssumeRole.Policy =
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ec2:Describe*","iam:*"],"Resource":"*"}}""");
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "ec2:DescribeInstances", "*", "eu-west-1")).Decision);
        Assert.Equal(PolicyLayer.Session, (await sidecar.AskAsync(session, "ec2:StopInstances", "*", "eu-west-1")).Layer);
        Assert.Equal(PolicyLayer.Identity, (await sidecar.AskAsync(session, "iam:CreateUser", "*", "eu-west-1")).Layer);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Temporary_keys_begin_as_the_settings_say_and_still_tell_their_account(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, settings: ["--Authz:Tokens:AccessKeyPrefix=LSIA"]);
        IssueTokenResponse session = await sidecar.AssumeAsync(
            AccessKeyPair.Ana, SidecarCalls.OrderService, static r => r.CredentialUse = CredentialUse.Sigv4);
        Assert.Matches("^LSIA[A-Z2-7]{16}$", session.Credentials.AccessKeyId);
        Assert.True(Authz.Tokens.Identifiers.AccessKeyId.TryReadAccount(session.Credentials.AccessKeyId, out var account));
        Assert.Equal("111122223333", account);
        // and sign
        await sidecar.AssumeAsync(AccessKeyPair.Of(session.Credentials), SidecarCalls.PaymentProcessor);
    }
}
