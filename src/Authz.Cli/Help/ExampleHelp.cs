using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Authz.Cli.Help;

/// <summary>The usual help, followed by the command's details and examples.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "authz validate ./organization",
        "authz token issue --role-arn arn:aws:iam::111122223333:role/OrderReader --role-session-name me --output env",
        "authz authorize --action orders:GetOrder --resource arn:aws:orders:eu-west-1:111122223333:order/1",
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var status = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command as DocumentedCommand;
        if (command is { Details.Length: > 0 }) WriteSection(output, "Details:", command.Details.Split('\n'));
        WriteSection(output, "Examples:", command?.Examples ?? RootExamples);
        return status;
    }

    private static void WriteSection(TextWriter output, string title, IReadOnlyList<string> lines)
    {
        output.WriteLine(title);
        foreach (var line in lines) output.WriteLine(line.Length == 0 ? "" : $"  {line}");
        output.WriteLine();
    }
}
