using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using Authz.Policies.Names;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks;

/// <summary>
/// Decisions for a role with ten statements under three levels of service control policies, one with DenyAllOutsideEU, with five context
/// keys; and for a role with 10,000 statements. Results are primitive: the project that the framework generates sees no type of ours.
/// </summary>
[MemoryDiagnoser]
[MedianColumn]
public class DecisionBenchmarks
{
    private readonly PrincipalProgram _role = ProgramCompiler.Compile(new PrincipalLayers
    {
        Identity = Compile(PolicyLayer.Identity, PolicyKind.Identity, 0, Policies.Role),
        ServiceControl =
        [
            Compile(PolicyLayer.ServiceControl, PolicyKind.ServiceControl, 0, Policies.FullAccess),
            Compile(PolicyLayer.ServiceControl, PolicyKind.ServiceControl, 1, Policies.FullAccess, Policies.DenyAllOutsideEU),
            Compile(PolicyLayer.ServiceControl, PolicyKind.ServiceControl, 2, Policies.FullAccess),
        ],
    });

    private readonly PrincipalProgram _actions10000 = Large(10_000, Policies.OfManyActions);
    private readonly PrincipalProgram _actions100000 = Large(100_000, Policies.OfManyActions);
    private readonly PrincipalProgram _resources10000 = Large(10_000, Policies.OfManyResources);
    private readonly PrincipalProgram _resources100000 = Large(100_000, Policies.OfManyResources);

    private readonly AuthorizationRequest _request = Request("orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/42");
    private readonly AuthorizationRequest _outside = Request("orders:GetOrder", "arn:aws:orders:us-east-1:111122223333:order/42", "us-east-1");
    private readonly AuthorizationRequest _manyActions = Request("s1249:Get9999", "arn:aws:s1249:eu-west-1:111122223333:thing/9999/x");
    private readonly AuthorizationRequest _manyResources = Request("orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/9999/x");

    /// <summary>The case of the budget.</summary>
    [Benchmark(Baseline = true)]
    public bool Allow() => Expect(DecisionOutcome.Allowed, Evaluator.Evaluate(_request, _role, ResourceProgram.Empty));

    /// <summary>Outside the European regions: the second level denies.</summary>
    [Benchmark]
    public bool DenyByRegion() => Expect(DecisionOutcome.ExplicitDeny, Evaluator.Evaluate(_outside, _role, ResourceProgram.Empty));

    /// <summary>A decision and why.</summary>
    [Benchmark]
    public int AllowExplained() => Evaluator.Explain(_request, _role, ResourceProgram.Empty, out Explanation explanation).IsAllowed
        ? explanation.MatchedStatements.Count : throw new InvalidOperationException("denied");

    /// <summary>One statement of 10,000 with as many actions, and its four conditions.</summary>
    [Benchmark]
    public bool ManyActions10000() => Expect(DecisionOutcome.Allowed, Evaluator.Evaluate(_manyActions, _actions10000, ResourceProgram.Empty));

    /// <summary>The same of 100,000.</summary>
    [Benchmark]
    public bool ManyActions100000() => Expect(DecisionOutcome.Allowed, Evaluator.Evaluate(_manyActions, _actions100000, ResourceProgram.Empty));

    /// <summary>One statement of 10,000 with one action and as many resources, and its four conditions.</summary>
    [Benchmark]
    public bool ManyResources10000() => Expect(DecisionOutcome.Allowed, Evaluator.Evaluate(_manyResources, _resources10000, ResourceProgram.Empty));

    /// <summary>The same of 100,000.</summary>
    [Benchmark]
    public bool ManyResources100000() => Expect(DecisionOutcome.Allowed, Evaluator.Evaluate(_manyResources, _resources100000, ResourceProgram.Empty));

    private static PrincipalProgram Large(int statements, Func<int, int, string> write)
    {
        const int PolicySize = 250;
        IEnumerable<string> policies = Enumerable.Range(0, statements / PolicySize).Select(i => write(i * PolicySize, PolicySize));
        return ProgramCompiler.Compile(new PrincipalLayers { Identity = Compile(PolicyLayer.Identity, PolicyKind.Identity, 0, [.. policies]) });
    }

    private static bool Expect(DecisionOutcome outcome, Decision decision) =>
        decision.Outcome == outcome ? decision.IsAllowed : throw new InvalidOperationException($"decided {decision}");

    private static LayerProgram Compile(PolicyLayer layer, PolicyKind kind, int level, params string[] policies) =>
        LayerCompiler.Compile(layer, policies.Select(text => new PolicySource("policy", Policies.Read(kind, text))), level);

    private static AuthorizationRequest Request(string action, string resource, string region = "eu-west-1")
    {
        var isValid = ActionName.TryParse(action, out ActionName name) & ResourceName.TryParse(resource, out ResourceName arn)
            & AccountId.TryParse("111122223333", out AccountId account) & Arn.TryParse("arn:aws:iam::111122223333:role/OrderReader", out Arn? role);
        var context = new RequestContext();
        // as the sidecar does it: what it knows has its type, what a service says is text
        isValid &= context.TryAdd(KnownKeys.RequestedRegion, region);
        isValid &= context.TryAdd(KnownKeys.PrincipalArn, role!);
        isValid &= context.TryAdd(KnownKeys.TokenIssueTime, new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        isValid &= context.TryAdd("aws:SourceIp", ContextValue.Of("10.1.2.3"));
        isValid &= context.TryAdd("aws:SecureTransport", ContextValue.Of("true"));
        if (!isValid) throw new InvalidOperationException($"`{action}` on `{resource}` is no request");
        var caller = new Caller
        {
            Kind = CallerKind.Role,
            Account = account,
            Name = "arn:aws:sts::111122223333:assumed-role/OrderReader/s1",
            EntityArn = "arn:aws:iam::111122223333:role/OrderReader",
        };
        return new AuthorizationRequest(caller, name, arn, account, context);
    }
}
