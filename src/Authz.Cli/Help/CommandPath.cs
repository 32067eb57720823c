using System.CommandLine.Parsing;

namespace Authz.Cli.Help;

/// <summary>How a command is called from a shell.</summary>
internal static class CommandPath
{
    /// <summary><c>authz token issue</c> for the command <c>issue</c> of <c>token</c>.</summary>
    public static string Of(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Of(parent)} {result.Command.Name}" : "authz";
}
