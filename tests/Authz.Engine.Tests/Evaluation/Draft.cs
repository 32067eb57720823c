using Authz.Policies.Documents;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>A statement that is not text yet, so that a theorem can take it apart. A backtick stands for a double quote.</summary>
internal sealed record Draft
{
    public required bool Denies { get; init; }

    public string[]? Principals { get; init; }

    public bool IsNotAction { get; init; }

    public required string[] Actions { get; init; }

    public bool IsNotResource { get; init; }

    /// <summary>Empty: the element is left out.</summary>
    public required string[] Resources { get; init; }

    public DraftCondition[] Conditions { get; init; } = [];

    public override string ToString()
    {
        var principals = Principals switch { null => "", ["*"] => ",`Principal`:`*`", _ => $",`Principal`:{{`AWS`:{List(Principals)}}}" };
        var resources = Resources.Length == 0 ? "" : $",`{(IsNotResource ? "NotResource" : "Resource")}`:{List(Resources)}";
        var conditions = Conditions.Length == 0 ? "" : $",`Condition`:{{{string.Join(',', Conditions.GroupBy(c => c.Operator).Select(Block))}}}";
        return $"{{`Effect`:`{(Denies ? "Deny" : "Allow")}`{principals},`{(IsNotAction ? "NotAction" : "Action")}`:{List(Actions)}{resources}{conditions}}}";
    }

    public static string List(string[] texts) => $"[{string.Join(',', texts.Select(t => $"`{t}`"))}]";

    private static string Block(IGrouping<string, DraftCondition> block) =>
        $"`{block.Key}`:{{{string.Join(',', block.DistinctBy(c => c.Key).Select(c => $"`{c.Key}`:{List(c.Values)}"))}}}";
}

/// <summary>One key under one operator.</summary>
internal sealed record DraftCondition(string Operator, string Key, string[] Values);

/// <summary>A request and the drafts of all policies it meets; null for no such layer.</summary>
internal sealed record DraftWorld
{
    /// <summary>The request; it holds no policies.</summary>
    public required World Request { get; init; }

    /// <summary>The keys of its context.</summary>
    public required (string Key, string[] Values, bool IsSet)[] Context { get; init; }

    public Draft[]? Identity { get; init; }

    public Draft[]? Boundary { get; init; }

    public Draft[]? Session { get; init; }

    public Draft[][]? ServiceControl { get; init; }

    public Draft[][]? ResourceControl { get; init; }

    public Draft[]? Resource { get; init; }

    public World World => Request with
    {
        Context = WorldDraw.Fill(Context),
        Identity = Texts(Identity),
        Boundary = Texts(Boundary),
        Session = Texts(Session),
        ServiceControl = ServiceControl?.Select(level => Texts(level)!).ToArray(),
        ResourceControl = ResourceControl?.Select(level => Texts(level)!).ToArray(),
        ResourcePolicy = Texts(Request.ResourceKind == PolicyKind.Trust ? Resource?.Select(d => d with { Resources = [] }).ToArray() : Resource),
    };

    /// <summary>The same with the statements of every layer rewritten.</summary>
    public DraftWorld Rewrite(Func<Draft[], Draft[]> rewrite) => this with
    {
        Identity = Identity is null ? null : rewrite(Identity),
        Boundary = Boundary is null ? null : rewrite(Boundary),
        Session = Session is null ? null : rewrite(Session),
        ServiceControl = ServiceControl?.Select(rewrite).ToArray(),
        ResourceControl = ResourceControl?.Select(rewrite).ToArray(),
        Resource = Resource is null ? null : rewrite(Resource),
    };

    /// <summary>The same with every statement rewritten by itself.</summary>
    public DraftWorld RewriteEach(Func<Draft, IEnumerable<Draft>> rewrite) => Rewrite(drafts => [.. drafts.SelectMany(rewrite)]);

    /// <summary>The worlds in which one layer that exists has one statement more.</summary>
    public IEnumerable<DraftWorld> Add(Draft draft)
    {
        if (Identity is not null) yield return this with { Identity = [.. Identity, draft] };
        if (Boundary is not null) yield return this with { Boundary = [draft, .. Boundary] };
        if (Session is not null) yield return this with { Session = [.. Session, draft] };
        if (Resource is not null) yield return this with { Resource = [draft with { Principals = ["*"] }, .. Resource] };
        for (var i = 0; i < ServiceControl?.Length; i++)
            yield return this with { ServiceControl = [.. ServiceControl[..i], [.. ServiceControl[i], draft], .. ServiceControl[(i + 1)..]] };
    }

    /// <summary>For the message of a theorem that fails.</summary>
    public override string ToString()
    {
        World world = World;
        return $"""
            {world.Caller.Kind} {world.Action} {world.Resource} of {world.ResourceAccount} ({world.ResourceKind}): {world.Decide()}
            context {string.Join(", ", Context.Select(c => $"{c.Key}={string.Join('|', c.Values)}"))}
            identity {Print(world.Identity)}
            boundary {Print(world.Boundary)}
            session {Print(world.Session)}
            service control {string.Join(" / ", world.ServiceControl?.Select(Print) ?? [])}
            resource control {string.Join(" / ", world.ResourceControl?.Select(Print) ?? [])}
            resource {Print(world.ResourcePolicy)}
            """;
    }

    private static string Print(string[]? statements) => statements is null ? "none" : string.Join(", ", statements);

    private static string[]? Texts(Draft[]? drafts) => drafts?.Select(d => d.ToString()).ToArray();
}
