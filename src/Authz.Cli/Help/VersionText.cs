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
        parseResult.InvocationConfiguration.Output.WriteLine($"authz {Version}");
        return ExitCode.Success;
    }

    /// <summary>The version without the revision it was built from.</summary>
    public static string Version { get; } =
        (typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
