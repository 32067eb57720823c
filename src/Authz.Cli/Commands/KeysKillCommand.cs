using System.CommandLine;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.KeyDirectories;
using Authz.Client;
using Authz.Protocol.V1;
using Authz.Tokens.Keys;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys kill</c>.</summary>
internal static class KeysKillCommand
{
    private const string Method = "authz.v1.AdministrationService/KillSigningKey";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "kill",
            "Destroys a key at once, and with it every session that it signed: in a directory, or else in a running sidecar, signed like token issue. "
                + "Exit status: 0 killed, 1 refused, 2 error.",
            "authz keys kill --directory path/to/keys KEY-ID",
            "authz keys kill KEY-ID --endpoint unix:/run/authz/admin.sock");
        Argument<string> key = KeyDirectoryOptions.KeyId(command);
        var directory = new KeyDirectoryOptions(command, isRequired: false);
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        command.SetAction(async (result, cancellation) =>
        {
            if (directory.Path(result) is not null)
                return KeyDirectoryOptions.Write(directory.Rotation(result, KeyTimes.Default, surroundings).Kill(result.GetValue(key)!), surroundings);
            var request = new KillSigningKeyRequest { KeyId = result.GetValue(key), Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            KillSigningKeyResponse response = await client.KillSigningKeyAsync(request, cancellation).ConfigureAwait(false);
            surroundings.Text.WriteLine($"{request.KeyId} destroyed");
            if (!response.CanIssue) surroundings.Error.WriteLine("the sidecar has no key to sign with any more: activate another");
            if (!response.DirectoryChanged) surroundings.Error.WriteLine("its directory of keys was not changed: kill the key where it is kept, too");
            return ExitCode.Success;
        });
        return command;
    }
}
