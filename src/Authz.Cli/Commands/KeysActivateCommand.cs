using System.CommandLine;
using Authz.Cli.Help;
using Authz.Cli.KeyDirectories;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys activate</c>.</summary>
internal static class KeysActivateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "activate",
            "Lets a next key sign; the key that signed so far retires, and its private half is deleted. Exit status: 0 done, 1 not done, 2 error.",
            "authz keys activate --directory path/to/keys KEY-ID");
        Argument<string> key = KeyDirectoryOptions.KeyId(command);
        var force = new Option<bool>("--force") { Description = "Before its time of distribution is over: sidecars that have not seen it refuse its sessions." };
        KeyDirectoryOptions directory = new KeyDirectoryOptions(command).WithTimes(command);
        command.Add(force);
        command.SetAction(result => KeyDirectoryOptions.Write(
            directory.Rotation(result, directory.Times(result), surroundings).Activate(result.GetValue(key)!, result.GetValue(force)), surroundings));
        return command;
    }
}
