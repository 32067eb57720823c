using Authz.Engine.Programs;

namespace Authz.Engine.Compilation;

/// <summary>Makes trees that find statements by resource.</summary>
internal static class TreeCompiler
{
    // so many statements are looked at faster one by one
    private const int FewStatements = 8;

    /// <summary>A list of statements, with a tree where they are many.</summary>
    public static StatementList Compile(List<CompiledStatement> statements)
    {
        if (statements.Count == 0) return StatementList.Empty;
        CompiledStatement[] all = [.. statements];
        return new StatementList(all, all.Length > FewStatements ? CompileTree(all) : null);
    }

    private static ResourceTree? CompileTree(CompiledStatement[] all)
    {
        var rest = new List<CompiledStatement>();
        var leaves = new List<Leaf>();
        foreach (CompiledStatement statement in all)
        {
            if (!HasBeginnings(statement)) rest.Add(statement);
            else foreach (ResourcePattern pattern in statement.Resources) leaves.Add(new Leaf(pattern.Beginning!, statement));
        }

        if (leaves.Count == 0) return null;
        CompiledStatement[] placed = [.. leaves.Select(static l => l.Statement).Distinct()];
        // a stable order: statements of one beginning stay in the order of the policies
        Leaf[] sorted = [.. leaves.OrderBy(static l => l.Beginning, StringComparer.Ordinal)];
        return new ResourceTree
        {
            Rest = [.. rest],
            Crossing = Array.FindAll(placed, static s => Array.Exists(s.Resources, static r => r.Wide is not null)),
            WithVariables = Array.FindAll(placed, static s => Array.Exists(s.Resources, static r => r.HasVariables)),
            Root = CompileNode(sorted, 0, 0),
        };
    }

    // NotResource names what its patterns do not
    private static bool HasBeginnings(CompiledStatement statement) =>
        !statement.IsNotResource && statement.Resources.Length > 0
        && Array.TrueForAll(statement.Resources, static r => r.Beginning is { Length: > 0 });

    /// <summary>Makes the node of leaves that begin alike.</summary>
    /// <param name="leaves">The leaves, sorted.</param>
    /// <param name="from">Where the node's label begins.</param>
    /// <param name="depth">How many characters they have in common.</param>
    private static ResourceNode CompileNode(ReadOnlySpan<Leaf> leaves, int from, int depth)
    {
        var own = 0;
        while (own < leaves.Length && leaves[own].Beginning.Length == depth) own++;
        var statements = new CompiledStatement[own];
        for (var i = 0; i < own; i++) statements[i] = leaves[i].Statement;
        var children = new List<ResourceNode>();
        for (var start = own; start < leaves.Length;)
        {
            var end = start + 1;
            while (end < leaves.Length && leaves[end].Beginning[depth] == leaves[start].Beginning[depth]) end++;
            ReadOnlySpan<Leaf> group = leaves[start..end];
            // sorted: what first and last have in common, all have
            var common = group[0].Beginning.AsSpan().CommonPrefixLength(group[^1].Beginning);
            children.Add(CompileNode(group, depth, common));
            start = end;
        }

        return new ResourceNode(leaves.IsEmpty ? "" : leaves[0].Beginning[from..depth], statements, [.. children]);
    }

    private readonly record struct Leaf(string Beginning, CompiledStatement Statement);
}
