using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Administration;

public sealed class ReloadTests
{
    private const string Policy = "policies/service-control/RequireMicroInstanceType.json";
    private const string Instance = "arn:aws:ec2:eu-central-1:111122223333:instance/*";

    [Theory, ClassData(typeof(Transports))]
    public async Task A_broken_file_keeps_the_old_organization_until_it_is_repaired(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        GetStatusResponse first = await sidecar.StatusAsync(AccessKeyPair.Ops);
        Assert.Equal(ServingState.Ready, first.State);
        Assert.Empty(Errors(first.Diagnostics));

        files.Edit(Policy, "\"Statement\"", "\"Statment\"");
        ReloadOrganizationResponse broken = await sidecar.ReloadAsync(AccessKeyPair.Ops);
        Assert.Equal(first.PolicyRevision, broken.PolicyRevision);
        Diagnostic fault = Errors(broken.Diagnostics).First();
        Assert.Equal(Policy, fault.File);
        Assert.True(fault is { Line: > 0, Column: > 0, Code.Length: > 0, Message.Length: > 0, Remedy.Length: > 0 });
        GetStatusResponse stale = await sidecar.StatusAsync(AccessKeyPair.Ops);
        Assert.Equal((ServingState.Stale, first.PolicyRevision), (stale.State, stale.PolicyRevision));
        Assert.Equal(broken.Diagnostics, stale.Diagnostics);
        Assert.Equal("RequireMicroInstanceType", await DenyingPolicyAsync(sidecar, session, "t3.large"));

        files.Edit(Policy, "\"Statment\"", "\"Statement\"");
        files.Edit(Policy, "t2.micro", "t3.large");
        ReloadOrganizationResponse repaired = await sidecar.ReloadAsync(AccessKeyPair.Ops);
        Assert.Empty(Errors(repaired.Diagnostics));
        Assert.NotEqual(first.PolicyRevision, repaired.PolicyRevision);
        GetStatusResponse ready = await sidecar.StatusAsync(AccessKeyPair.Ops);
        Assert.Equal((ServingState.Ready, repaired.PolicyRevision), (ready.State, ready.PolicyRevision));
        Assert.Null(await DenyingPolicyAsync(sidecar, session, "t3.large"));
        Assert.Equal("RequireMicroInstanceType", await DenyingPolicyAsync(sidecar, session, "t2.micro"));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_role_that_is_gone_takes_its_sessions_with_it(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        File.Delete(Path.Combine(files.Organization, "accounts/111122223333/roles/Ec2Operator.json"));
        Assert.Empty(Errors((await sidecar.ReloadAsync(AccessKeyPair.Ops)).Diagnostics));
        Assert.Equal(DecisionReason.PrincipalNotFound, (await sidecar.AskAsync(session, "iam:ListUsers")).Reason);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task An_access_key_that_is_removed_signs_no_more(Transport transport)
    {
        using var files = new SidecarFiles();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        await sidecar.AssertServesAsync();
        files.Edit("accounts/111122223333/users/ana.json", "\"Status\": \"Active\"", "\"Status\": \"Inactive\"");
        Assert.Empty(Errors((await sidecar.ReloadAsync(AccessKeyPair.Ops)).Diagnostics));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "InvalidClientTokenId", sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_organization_is_the_management_accounts(Transport transport)
    {
        using var files = new SidecarFiles();
        // an administrator of another account, allowed everything there
        files.Edit("accounts/333344445555/users/partner-app.json", "\"sts:AssumeRole\", \"Resource\": \"arn:aws:iam::111122223333:role/PartnerAccess\"",
            "\"*\", \"Resource\": \"*\"");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        const StatusCode Denied = StatusCode.PermissionDenied;
        await SidecarCalls.RefusedAsync(Denied, "AccessDenied", sidecar.StatusAsync(AccessKeyPair.PartnerApp));
        await SidecarCalls.RefusedAsync(Denied, "AccessDenied", sidecar.ReloadAsync(AccessKeyPair.PartnerApp));
        await SidecarCalls.RefusedAsync(Denied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.PartnerApp, SidecarCalls.Ec2Operator));
        await sidecar.StatusAsync(AccessKeyPair.Admin);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task An_account_revokes_its_own_roles_when_its_policies_allow(Transport transport)
    {
        using var files = new SidecarFiles();
        files.Edit("accounts/111122223333/users/ana.json", "[\"sts:AssumeRole\",", "[\"authz:RevokeSessions\", \"sts:AssumeRole\",");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, [.. TestSidecar.Own(files), "--Authz:Region=eu-west-1"]);
        await sidecar.RevokeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Ana, SidecarCalls.PaymentProcessor));
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(static d => d.Severity == Severity.Error);

    private static async Task<string?> DenyingPolicyAsync(TestSidecar sidecar, IssueTokenResponse session, string type)
    {
        AuthorizeResponse answer = await sidecar.AskAsync(session, "ec2:RunInstances", Instance, "eu-central-1", ("ec2:InstanceType", type));
        return answer.Decision == Decision.Allow ? null : answer.MatchedStatements.FirstOrDefault()?.Policy ?? answer.Message;
    }
}
