using System.CommandLine;
using System.CommandLine.Help;

namespace Authz.Cli.Help;

/// <summary>What <c>--help</c> and <c>--version</c> do.</summary>
internal static class RootOptions
{
    public static void Customize(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual }) option.Action = new ExampleHelp(usual);
            else if (option is VersionOption) option.Action = new VersionText();
        }
    }
}
