using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;
using Authz.Policies.Names;

namespace Authz.Fuzzing.Targets;

/// <summary>What holds of any policy that is compiled and asked.</summary>
internal static class CompiledPolicy
{
    private static readonly AccountId Account = AccountId.TryParse("111122223333", out AccountId account) ? account : default;

    private static readonly Caller User = new()
    {
        Kind = CallerKind.User,
        Account = Account,
        Name = "arn:aws:iam::111122223333:user/ana",
        UniqueId = "AIDAEXAMPLEEXAMPLE",
    };

    public static void Check(PolicyDocument document)
    {
        LayerProgram program = LayerCompiler.Compile(PolicyLayer.Identity, [new PolicySource("", document)]);
        Property.Same(document.Statements.Length, program.StatementCount, "every statement is compiled");
        var isDenyOnly = document.Statements.All(statement => statement.Effect == Effect.Deny);
        foreach (var resource in new[] { "*", "arn:aws:s3:::docs/a.txt" })
        {
            foreach (Caller caller in new[] { User, Caller.Anonymous })
            {
                Decision decision = Decide(program, caller, Request(caller, "s3:GetObject", resource));
                Property.Holds(!isDenyOnly || !decision.IsAllowed, "a policy of denials allows nothing");
            }
        }

        Property.Holds(!Decide(program, User, default(AuthorizationRequest) with { Caller = User, Context = new RequestContext() }).IsAllowed,
            "a request without action and resource is not allowed");
    }

    private static Decision Decide(LayerProgram program, Caller caller, in AuthorizationRequest request)
    {
        PrincipalProgram principal = ProgramCompiler.Compile(new PrincipalLayers { Identity = program }, isAskedOnce: true);
        var resource = caller.Kind == CallerKind.Anonymous
            ? new ResourceProgram { Policies = [ProgramCompiler.CompileResourcePolicy(program)] } : ResourceProgram.Empty;
        return Evaluator.Evaluate(request, principal, resource);
    }

    private static AuthorizationRequest Request(Caller caller, string action, string resource)
    {
        var context = new RequestContext();
        context.TryAdd("aws:username", ContextValue.Of("ana"));
        context.TryAdd("aws:SourceIp", ContextValue.Of("203.0.113.9"));
        context.TryAdd("aws:TagKeys", ContextValue.OfSet(["team", "*"]));
        ActionName.TryParse(action, out ActionName name);
        ResourceName.TryParse(resource, out ResourceName arn);
        return new AuthorizationRequest(caller, name, arn, caller.Account, context);
    }
}
