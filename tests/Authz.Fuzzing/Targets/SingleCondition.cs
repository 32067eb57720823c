using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Documents;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Fuzzing.Targets;

/// <summary>Asks the engine for one condition or one resource pattern, by a policy made for it.</summary>
internal static class SingleCondition
{
    private static readonly Caller User = new() { Kind = CallerKind.User, Name = "arn:aws:iam::111122223333:user/ana" };

    private static readonly ActionPattern AnyAction = ActionPattern.TryParse("*", out ActionPattern? pattern, out _) ? pattern : null!;

    private static readonly ConditionKey Key = ConditionKey.TryParse("x:k", out ConditionKey? key) ? key : null!;

    /// <summary>The context that requests are asked in; null for a key that it does not have.</summary>
    public static string? ValueOf(string key, string text, string variable) => key.ToUpperInvariant() switch
    {
        "X:K" => text,
        "X:V" => variable,
        _ => null,
    };

    /// <summary>Whether the condition holds on a request whose <c>x:k</c> is <paramref name="text"/> and whose <c>x:v</c> is <paramref name="variable"/>.</summary>
    public static bool Holds(string operatorName, ConditionValue value, string text, string variable)
    {
        Property.Holds(OperatorUse.TryParse(operatorName, out OperatorUse use), $"{operatorName} is an operator");
        var statement = new Statement { Index = 0, Offset = 0, Effect = Effect.Allow, Actions = [AnyAction], Conditions = [new Condition(use, Key, [value])] };
        return Evaluate(statement, "*", text, variable) == DecisionOutcome.Allowed;
    }

    /// <summary>Whether a statement with that resource pattern names the resource; a Deny in the wide reading, an Allow in the narrow one (W8).</summary>
    public static bool Names(Effect effect, ArnPattern pattern, string resource, string variable)
    {
        var statement = new Statement { Index = 0, Offset = 0, Effect = effect, Actions = [AnyAction], Resources = [pattern] };
        return Evaluate(statement, resource, "", variable) != DecisionOutcome.ImplicitDeny;
    }

    private static DecisionOutcome Evaluate(Statement statement, string resource, string text, string variable)
    {
        var document = new PolicyDocument(PolicyKind.Identity, PolicyDocument.Version2012, [statement]);
        LayerProgram program = LayerCompiler.Compile(PolicyLayer.Identity, [new PolicySource("", document)]);
        var context = new RequestContext();
        context.TryAdd("x:k", ContextValue.Of(text));
        context.TryAdd("x:v", ContextValue.Of(variable));
        ActionName.TryParse("a:b", out ActionName action);
        ResourceName.TryParse(resource, out ResourceName name);
        var request = new AuthorizationRequest(User, action, name, default, context);
        return Evaluator.Evaluate(request, ProgramCompiler.Compile(new PrincipalLayers { Identity = program }, isAskedOnce: true), ResourceProgram.Empty).Outcome;
    }
}
