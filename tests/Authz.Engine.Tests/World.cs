using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Engine.Tests;

/// <summary>
/// A request and the policies it meets. A layer is a list of statements, <c>null</c> for no such layer; in texts a backtick stands for a
/// double quote.
/// </summary>
internal sealed record World
{
    public const string AllowAll = "{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}";
    public const string DenyAll = "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`}";

    public Caller Caller { get; init; } = Callers.Role;

    public string Action { get; init; } = "s3:GetObject";

    public string Resource { get; init; } = "arn:aws:s3:::bucket/key";

    public string? ResourceAccount { get; init; }

    public string Version { get; init; } = "2012-10-17";

    /// <summary>Whether each statement stands in a policy of its own, the last one first.</summary>
    public bool IsOnePolicyPerStatement { get; init; }

    /// <summary>Whether each policy is written in its canonical form and read again.</summary>
    public bool IsWrittenAgain { get; init; }

    public string[]? Identity { get; init; } = [AllowAll];

    public string[]? Boundary { get; init; }

    public string[]? Session { get; init; }

    public string[][]? ServiceControl { get; init; }

    public string[][]? ResourceControl { get; init; }

    public string[]? ResourcePolicy { get; init; }

    public PolicyKind ResourceKind { get; init; } = PolicyKind.Resource;

    public bool ResourceIsInManagementAccount { get; init; }

    public RequestContext Context { get; init; } = new();

    public DecisionOutcome Outcome => Decide().Outcome;

    public bool IsAllowed => Decide().IsAllowed;

    public Decision Decide() => Evaluator.Evaluate(Request, Principal, ResourceProgram);

    public Explanation Explain()
    {
        Decision decision = Evaluator.Explain(Request, Principal, ResourceProgram, out Explanation explanation);
        Assert.Equal(Decide(), decision);
        return explanation;
    }

    public DecisionTrace Trace() => DecisionTrace.Of(Request, Principal, ResourceProgram);

    public AuthorizationRequest Request
    {
        get
        {
            Assert.True(ActionName.TryParse(Action, out ActionName action), Action);
            Assert.True(ResourceName.TryParse(Resource, out ResourceName resource), Resource);
            AccountId account = ResourceAccount is null ? default : Callers.Account(ResourceAccount);
            return new AuthorizationRequest(Caller, action, resource, account, Context)
            {
                ResourceIsInManagementAccount = ResourceIsInManagementAccount,
            };
        }
    }

    public PrincipalProgram Principal => ProgramCompiler.Compile(new PrincipalLayers
    {
        Identity = Compile(PolicyLayer.Identity, PolicyKind.Identity, Identity),
        Boundary = Compile(PolicyLayer.Boundary, PolicyKind.Boundary, Boundary),
        Session = Compile(PolicyLayer.Session, PolicyKind.Session, Session),
        ServiceControl = ServiceControl is null ? default
            : [.. ServiceControl.Select((l, i) => Compile(PolicyLayer.ServiceControl, PolicyKind.ServiceControl, l, i)!)],
    });

    public ResourceProgram ResourceProgram => new()
    {
        Policies = Compile(PolicyLayer.Resource, ResourceKind, ResourcePolicy) is { } policy
            ? [ProgramCompiler.CompileResourcePolicy(policy)] : [],
        MustGrant = ResourceKind is PolicyKind.Trust or PolicyKind.Key,
        ResourceControl = ProgramCompiler.CompileControls(ResourceControl is null ? default
            : [.. ResourceControl.Select((l, i) => Compile(PolicyLayer.ResourceControl, PolicyKind.ResourceControl, l, i)!)]),
    };

    /// <summary>A context of single values, keys and values by turns.</summary>
    public static RequestContext Keys(params string[] pairs)
    {
        var context = new RequestContext();
        for (var i = 0; i < pairs.Length; i += 2) Assert.True(context.TryAdd(pairs[i], ContextValue.Of(pairs[i + 1])));
        return context;
    }

    /// <summary>A context of one set.</summary>
    public static RequestContext Set(string key, params string[] values)
    {
        var context = new RequestContext();
        Assert.True(context.TryAdd(key, ContextValue.OfSet(values)));
        return context;
    }

    /// <summary>Whether a condition holds: a statement with it denies.</summary>
    public static bool Holds(string condition, RequestContext context) => new World
    {
        Identity = [AllowAll, $"{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{condition}}}"],
        Context = context,
    }.Outcome == DecisionOutcome.ExplicitDeny;

    private LayerProgram? Compile(PolicyLayer layer, PolicyKind kind, string[]? statements, int level = 0)
    {
        if (statements is null) return null;
        IEnumerable<string[]> texts = IsOnePolicyPerStatement ? statements.Reverse().Select(s => new[] { s }) : statements.Length == 0 ? [] : [statements];
        PolicySource[] policies = [.. texts.Select(text => new PolicySource("p", Read(kind, text)))];
        return LayerCompiler.Compile(layer, policies, level);
    }

    private PolicyDocument Read(PolicyKind kind, string[] statements)
    {
        var findings = new DiagnosticList();
        var text = $"{{`Version`:`{Version}`,`Statement`:[{string.Join(",", statements)}]}}".Replace('`', '"');
        PolicyDocument? document = PolicyReader.Read(SourceText.FromString("p", text), kind, JsonDialect.Strict, findings);
        Assert.True(document is not null, string.Join("\n", findings.Sorted()));
        if (!IsWrittenAgain) return document;
        document = PolicyReader.Read(new SourceText("p", PolicyWriter.Write(document)), kind, JsonDialect.Strict, findings);
        Assert.True(document is not null, string.Join("\n", findings.Sorted()));
        return document;
    }
}
