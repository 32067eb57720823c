using System.CommandLine;

namespace Authz.Cli.Output;

/// <summary>The option <c>--output</c>.</summary>
internal static class OutputOption
{
    public const string Text = "text", Json = "json", Env = "env", Token = "token", Sarif = "sarif", Markdown = "markdown";

    /// <summary>An option that takes one of the formats and is the first by default.</summary>
    public static Option<string> Create(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "How to write the answer.",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => formats[0],
        };
        return option.AcceptOnlyFromAmong(formats);
    }
}
