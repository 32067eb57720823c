using System.CommandLine;

namespace Authz.Cli.Inputs;

/// <summary>The option <c>--context</c>: condition keys and their values.</summary>
internal sealed class ContextOption
{
    private readonly Option<string[]> _option = new("--context")
    {
        Description = "A condition key and its value; repeat the key for several values.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Adds the option to a command.</summary>
    public ContextOption(Command command) => command.Add(_option);

    /// <summary>The keys as first written, in order, and the values of each; keys that differ only in case are one key.</summary>
    /// <exception cref="UsageException">A value is not of the form <c>key=value</c>.</exception>
    public IReadOnlyList<(string Key, List<string> Values)> Read(ParseResult result)
    {
        var keys = new List<(string Key, List<string> Values)>();
        foreach (var text in result.GetValue(_option) ?? [])
        {
            (var key, var value) = KeyAndValue.Split("--context", text);
            var known = keys.FindIndex(k => string.Equals(k.Key, key, StringComparison.OrdinalIgnoreCase));
            if (known >= 0) keys[known].Values.Add(value);
            else keys.Add((key, [value]));
        }

        return keys;
    }
}
