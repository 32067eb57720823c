using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Policies.Conditions;

namespace Authz.Cli.Commands;

/// <summary><c>authz context-keys</c>.</summary>
internal static class ContextKeysCommand
{
    private const string Details =
        """
        The last column but one says who gives the value: `caller` and `request` are determined by the sidecar and ignored in a request,
        `resource` by the organization where it knows the resource, `issuing` while a role is taken, `service` by whoever asks for a
        decision. A key that is not listed is plain text of a service and has a value when the request carries it.

        Exit status: 0, 1 when no key has the prefix.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "context-keys", "Lists the context keys that are known beforehand, with type, source and when they are present.",
            "authz context-keys", "authz context-keys aws:Principal")
        {
            Details = Details,
        };
        var prefix = new Argument<string>("PREFIX")
        {
            Description = "Only keys that begin like this, in any case.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = static _ => "",
        };
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(prefix);
        command.Add(output);
        command.SetAction(result =>
        {
            ContextKeyInfo[] keys =
                [.. ContextKeyCatalogue.All.Where(k => k.Name.StartsWith(result.GetValue(prefix)!, StringComparison.OrdinalIgnoreCase))];
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, keys, WriteJson);
            else WriteText(keys, surroundings.Text);
            return keys.Length > 0 ? ExitCode.Success : ExitCode.Refused;
        });
        return command;
    }

    private static void WriteText(ContextKeyInfo[] keys, TextWriter output)
    {
        foreach (ContextKeyInfo key in keys)
            output.WriteLine($"{NameOf(key),-32} {key.Type,-9} {(key.IsMultivalued ? "multivalued" : "single"),-11} {SupplyOf(key),-8} {key.Presence}");
    }

    private static void WriteJson(Utf8JsonWriter json, ContextKeyInfo[] keys)
    {
        json.WriteStartArray("keys");
        foreach (ContextKeyInfo key in keys)
        {
            json.WriteStartObject();
            json.WriteString("name", NameOf(key));
            json.WriteString("type", key.Type.ToString());
            json.WriteBoolean("multivalued", key.IsMultivalued);
            json.WriteString("supply", SupplyOf(key));
            json.WriteString("present", key.Presence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // a family with what varies in it
    private static string NameOf(ContextKeyInfo key) => key.Name switch
    {
        [.., '/'] => $"{key.Name}<key>",
        ['*', ..] => $"<issuer>{key.Name[1..]}",
        [.., '*'] => $"{key.Name[..^1]}<attribute>",
        _ => key.Name,
    };

    private static string SupplyOf(ContextKeyInfo key) => key.Supply.ToString().ToLowerInvariant();
}
