using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Authz.Cli.Help;

/// <summary>Prints the version of the tool, whatever program runs it.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        parseResult.InvocationConfiguration.Output.WriteLine($"authz {version.Split('+')[0]}");
        return ExitCode.Success;
    }
}
