using System.CommandLine;
using Authz.Cli.Help;
using Authz.Cli.KeyDirectories;
using Authz.Tokens.Keys;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys generate</c>.</summary>
internal static class KeysGenerateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "generate",
            "Adds a key to a directory, which is made when it is absent: active when no other verifies, else next. Exit status: 0 done, 1 not done.",
            "authz keys generate --directory path/to/keys");
        var directory = new KeyDirectoryOptions(command);
        command.SetAction(result => KeyDirectoryOptions.Write(directory.Rotation(result, KeyTimes.Default, surroundings).Generate(), surroundings));
        return command;
    }
}
