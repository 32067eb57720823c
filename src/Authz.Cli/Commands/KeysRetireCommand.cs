using System.CommandLine;
using Authz.Cli.Help;
using Authz.Cli.KeyDirectories;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys retire</c>.</summary>
internal static class KeysRetireCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "retire",
            "Takes a key one step to its end: a retiring key is destroyed when the last session it signed has ended, a next one at once. "
                + "Exit status: 0 done, 1 not done, 2 error.",
            "authz keys retire --directory path/to/keys KEY-ID");
        Argument<string> key = KeyDirectoryOptions.KeyId(command);
        var force = new Option<bool>("--force") { Description = "Also an active key without a successor: nothing is issued until another is activated." };
        KeyDirectoryOptions directory = new KeyDirectoryOptions(command).WithTimes(command);
        command.Add(force);
        command.SetAction(result => KeyDirectoryOptions.Write(
            directory.Rotation(result, directory.Times(result), surroundings).Retire(result.GetValue(key)!, result.GetValue(force)), surroundings));
        return command;
    }
}
