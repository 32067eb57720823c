namespace Authz.Engine.Programs;

/// <summary>
/// Statements by the literal characters with which their resource patterns begin behind the fifth colon: a request goes down along its own
/// characters and meets only statements that can name its resource. A statement may be met more than once. Immutable.
/// </summary>
internal sealed class ResourceTree
{
    /// <summary>Statements that can name any resource, as far as their beginnings tell.</summary>
    public required CompiledStatement[] Rest { get; init; }

    /// <summary>Of those in the tree, those that the wide reading may take for resources elsewhere (W7, W8): only where such a resource has a colon behind the fifth.</summary>
    public required CompiledStatement[] Crossing { get; init; }

    /// <summary>Of those in the tree, those with variables in their resources: a trace tells which of them have no value, also where nothing matches.</summary>
    public required CompiledStatement[] WithVariables { get; init; }

    public required ResourceNode Root { get; init; }
}

/// <summary>A node of a <see cref="ResourceTree"/>. Immutable.</summary>
/// <param name="label">The characters that lead here from the node above.</param>
/// <param name="statements">The statements with a pattern whose beginning ends here.</param>
/// <param name="children">The nodes below, no two of which begin alike.</param>
internal sealed class ResourceNode(string label, CompiledStatement[] statements, ResourceNode[] children)
{
    private readonly string _firsts = string.Concat(children.Select(static c => c.Label[0]));

    public string Label { get; } = label;

    public CompiledStatement[] Statements { get; } = statements;

    /// <summary>The node to which the text leads on; null when there is none.</summary>
    public ResourceNode? Next(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        var at = _firsts.AsSpan().IndexOf(text[0]);
        return at >= 0 && text.StartsWith(children[at].Label) ? children[at] : null;
    }
}
