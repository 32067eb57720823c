using System.CommandLine;

namespace Authz.Cli.Inputs;

/// <summary>Options whose values are texts.</summary>
internal static class TextOption
{
    /// <summary>At most one value.</summary>
    public static Option<string?> One(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    /// <summary>Exactly one value.</summary>
    public static Option<string> Required(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Required = true };

    /// <summary>Any number of values, the option repeated for each.</summary>
    public static Option<string[]> Many(string name, string value, string description) =>
        new(name) { HelpName = value, Description = $"{description}; repeat it for several." };
}
