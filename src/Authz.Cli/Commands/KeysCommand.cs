using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Authz.Cli.Help;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys</c>.</summary>
internal static class KeysCommand
{
    private const string Details =
        """
        A key is `next` (distributed, verifies only), then `active` (signs), then `retiring` (verifies until the last session it signed has
        ended), then `destroyed`; never back. To rotate: generate, wait until every sidecar has the new key, activate it, and retire the old
        one when its last session has ended. Sidecars that share the directory follow it; copy `keys.json` and `<key id>.public.pem` to those
        that only verify. Whoever believes that a key is in wrong hands kills it.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "keys", "Takes the signing keys of a directory through their life.", "authz keys list --directory path/to/keys")
        {
            Details = Details,
        };
        command.Add(KeysGenerateCommand.Create(surroundings));
        command.Add(KeysListCommand.Create(surroundings));
        command.Add(KeysActivateCommand.Create(surroundings));
        command.Add(KeysRetireCommand.Create(surroundings));
        command.Add(KeysKillCommand.Create(surroundings));
        // the list of context keys had this name: who still asks for it is shown what there is
        command.SetAction(static result => HelpOf(result).Invoke(result));
        return command;
    }

    private static SynchronousCommandLineAction HelpOf(ParseResult result) =>
        (SynchronousCommandLineAction)result.RootCommandResult.Command.Options.OfType<HelpOption>().Single().Action!;
}
