using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Requests;
using Authz.Organizations.Files;
using Authz.Organizations.Principals;
using Authz.Organizations.Reading;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Files;

/// <summary>The story that the example organization tells.</summary>
public sealed class ExampleDecisionsTests
{
    private const string Order = "arn:aws:orders:eu-central-1:111122223333:order/7";
    private const string Instance = "arn:aws:ec2:eu-central-1:111122223333:instance/*";

    private readonly Snapshot _snapshot = new(
        OrganizationReader.Read(ExampleOrganization.Fetch(), new DiagnosticList())!, "test", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("Ec2Operator", "ec2:RunInstances", Instance, "eu-central-1", "t2.micro", true, PolicyLayer.None)]
    [InlineData("Ec2Operator", "ec2:RunInstances", Instance, "eu-central-1", "t3.large", false, PolicyLayer.ServiceControl)]
    [InlineData("Ec2Operator", "ec2:RunInstances", Instance, "us-east-1", "t2.micro", false, PolicyLayer.ServiceControl)]
    [InlineData("Ec2Operator", "ec2:DescribeInstances", "*", "us-east-1", null, false, PolicyLayer.ServiceControl)]
    [InlineData("Ec2Operator", "iam:ListUsers", "*", "us-east-1", null, true, PolicyLayer.None)]
    [InlineData("Ec2Operator", "iam:ListRoles", "*", "us-east-1", null, false, PolicyLayer.Identity)]
    [InlineData("Role1AllowedToBypassThisSCP", "ec2:DescribeInstances", "*", "us-east-1", null, true, PolicyLayer.None)]
    [InlineData("Role2AllowedToBypassThisSCP", "ec2:DescribeInstances", "*", "us-east-1", null, true, PolicyLayer.None)]
    [InlineData("OrderReader", "orders:GetOrder", Order, "eu-central-1", null, true, PolicyLayer.None)]
    [InlineData("OrderReader", "orders:GetOrder", Order, "us-east-1", null, false, PolicyLayer.ServiceControl)]
    [InlineData("OrderReader", "orders:DeleteOrder", Order, "eu-central-1", null, false, PolicyLayer.Identity)]
    [InlineData("OrderAdmin", "orders:DeleteOrder", Order, "eu-central-1", null, true, PolicyLayer.None)]
    [InlineData("OrderAdmin", "ec2:StopInstances", Instance, "eu-central-1", null, false, PolicyLayer.Boundary)]
    public void A_session_of_a_role_may_do_what_all_layers_allow(
        string role, string action, string resource, string region, string? instanceType, bool isAllowed, PolicyLayer layer)
    {
        Role entity = RoleOf($"111122223333:role/{role}");
        var context = new RequestContext();
        context.TryAdd("aws:RequestedRegion", ContextValue.Of(region));
        context.TryAdd("aws:PrincipalArn", ContextValue.Of(entity.Arn.Text));
        if (instanceType is not null) context.TryAdd("ec2:InstanceType", ContextValue.Of(instanceType));
        AuthorizationRequest request = Request(SessionOf(entity), action, resource, context);
        Decision decision = Evaluator.Evaluate(
            request, ProgramCompiler.Compile(_snapshot.LayersOf(entity)), _snapshot.FactsOf(request.Resource, entity.Account).Program);
        Assert.Equal((isAllowed, layer), (decision.IsAllowed, decision.Layer));
    }

    [Theory]
    [InlineData("111122223333:user/ana", "111122223333:role/OrderReader", null, true)]
    [InlineData("111122223333:user/ana", "111122223333:role/Ec2Operator", null, true)]
    [InlineData("111122223333:user/ana", "111122223333:role/PartnerAccess", "example-external-id-1", false)]
    [InlineData("111122223333:user/ana", "222233334444:role/PaymentProcessor", null, false)]
    [InlineData("333344445555:user/partner-app", "111122223333:role/PartnerAccess", "example-external-id-1", true)]
    [InlineData("333344445555:user/partner-app", "111122223333:role/PartnerAccess", "another", false)]
    [InlineData("333344445555:user/partner-app", "111122223333:role/PartnerAccess", null, false)]
    [InlineData("333344445555:user/partner-app", "111122223333:role/OrderReader", null, false)]
    [InlineData("444455556666:user/leo", "444455556666:role/LegacyReporter", null, true)]
    public void A_user_may_take_a_role_that_trusts_the_user(string user, string role, string? externalId, bool isAllowed)
    {
        User caller = _snapshot.Organization.FindUser($"arn:aws:iam::{user}")!;
        var entity = new Caller { Kind = CallerKind.User, Account = caller.Account, Name = caller.Arn.Text, UniqueId = caller.UserId };
        Role target = RoleOf(role);
        AuthorizationRequest request = AssumeRole(entity, caller.Arn, target, externalId);
        Assert.Equal(isAllowed, Evaluator.Evaluate(request, ProgramCompiler.Compile(_snapshot.LayersOf(caller)), _snapshot.TrustProgramOf(target)).IsAllowed);
    }

    [Fact]
    public void The_order_service_takes_the_role_that_processes_payments()
    {
        Role service = RoleOf("111122223333:role/OrderService");
        Role reader = RoleOf("111122223333:role/OrderReader");
        Role processor = RoleOf("222233334444:role/PaymentProcessor");
        AuthorizationRequest right = AssumeRole(SessionOf(service), service.Arn, processor, null);
        AuthorizationRequest wrong = AssumeRole(SessionOf(reader), reader.Arn, processor, null);
        Assert.True(Evaluator.Evaluate(right, ProgramCompiler.Compile(_snapshot.LayersOf(service)), _snapshot.TrustProgramOf(processor)).IsAllowed);
        Assert.False(Evaluator.Evaluate(wrong, ProgramCompiler.Compile(_snapshot.LayersOf(reader)), _snapshot.TrustProgramOf(processor)).IsAllowed);
    }

    private static AuthorizationRequest AssumeRole(Caller caller, Arn callerArn, Role role, string? externalId)
    {
        var context = new RequestContext();
        context.TryAdd("aws:RequestedRegion", ContextValue.Of("us-east-1"));
        context.TryAdd("aws:PrincipalArn", ContextValue.Of(callerArn.Text));
        if (externalId is not null) context.TryAdd("sts:ExternalId", ContextValue.Of(externalId));
        return Request(caller, "sts:AssumeRole", role.Arn.Text, context) with { ResourceAccount = role.Account };
    }

    private static AuthorizationRequest Request(Caller caller, string action, string resource, RequestContext context)
    {
        Assert.True(ActionName.TryParse(action, out ActionName actionName));
        Assert.True(ResourceName.TryParse(resource, out ResourceName resourceName));
        return new AuthorizationRequest(caller, actionName, resourceName, caller.Account, context);
    }

    private static Caller SessionOf(Role role) => new()
    {
        Kind = CallerKind.Role,
        Account = role.Account,
        Name = $"arn:aws:sts::{role.Account}:assumed-role/{role.Name}/test",
        EntityArn = role.Arn.Text,
        UniqueId = role.RoleId,
    };

    private Role RoleOf(string name) => _snapshot.Organization.FindRole($"arn:aws:iam::{name}")!;
}
