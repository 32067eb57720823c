using System.CommandLine;

namespace Authz.Cli.Help;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class DocumentedCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines, at least one.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
