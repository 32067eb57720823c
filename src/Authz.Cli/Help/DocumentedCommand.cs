using System.CommandLine;

namespace Authz.Cli.Help;

/// <summary>A command whose help tells more than one sentence and ends with examples.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">One sentence, also shown in the list of commands.</param>
/// <param name="examples">Command lines, at least one.</param>
internal sealed class DocumentedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What the help says below the options; empty for nothing.</summary>
    public string Details { get; init; } = "";

    /// <summary>Command lines, at least one.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
