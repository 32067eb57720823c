using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Authz.Cli.Help;
using Authz.Cli.KeyDirectories;
using Authz.Cli.Output;
using Authz.Tokens.Keys;

namespace Authz.Cli.Commands;

/// <summary><c>authz keys list</c>.</summary>
internal static class KeysListCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "list", "Lists the keys of a directory, and checks it as a sidecar does. Exit status: 0, 1 when it has a fault or no key, 2 error.",
            "authz keys list --directory path/to/keys", "authz keys list --directory path/to/keys --output json");
        KeyDirectoryOptions directory = new KeyDirectoryOptions(command).WithTimes(command);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(result =>
        {
            KeyTimes times = directory.Times(result);
            KeyDirectoryResult found = KeyDirectory.Load(directory.Path(result)!);
            IReadOnlyList<ListedKey> keys = found.Ring?.Listed ?? [];
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, (keys, times), WriteJson);
            else foreach (ListedKey key in keys) surroundings.Text.WriteLine(TextOf(key, times));
            foreach (var fault in found.Faults) surroundings.Error.WriteLine(Printable.Of($"error: {fault}"));
            foreach (var warning in found.Warnings) surroundings.Error.WriteLine(Printable.Of($"warning: {warning}"));
            return found.Ring is null ? ExitCode.Refused : ExitCode.Success;
        });
        return command;
    }

    private static string TextOf(ListedKey key, KeyTimes times)
    {
        var line = $"{key.KeyId} {KeyStates.NameOf(key.State),-9} {(key.CanSign ? "can sign" : "verifies"),-8}";
        if (key.State == KeyState.Destroyed) line = $"{key.KeyId} {KeyStates.NameOf(key.State),-9} {"",-8}";
        if (key.Since is { } since) line += $" since {TimeOf(since)}";
        if (times.ActivationOf(key) is { } activation) line += $", may be activated from {TimeOf(activation)} on";
        if (times.DestructionOf(key) is { } destruction) line += $", may be destroyed from {TimeOf(destruction)} on";
        return line;
    }

    private static void WriteJson(Utf8JsonWriter json, (IReadOnlyList<ListedKey> Keys, KeyTimes Times) state)
    {
        json.WriteStartArray("keys");
        foreach (ListedKey key in state.Keys)
        {
            json.WriteStartObject();
            json.WriteString("keyId", key.KeyId);
            json.WriteString("state", KeyStates.NameOf(key.State));
            json.WriteString("since", TimeOf(key.Since));
            json.WriteBoolean("canSign", key.CanSign);
            json.WriteString("activationFrom", TimeOf(state.Times.ActivationOf(key)));
            json.WriteString("destructionFrom", TimeOf(state.Times.DestructionOf(key)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? TimeOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
