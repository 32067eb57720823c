using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Authz.Cli.Help;

/// <summary>The usual help, followed by the command's examples.</summary>
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
        output.WriteLine("Examples:");
        IReadOnlyList<string> examples = parseResult.CommandResult.Command is DocumentedCommand command ? command.Examples : RootExamples;
        foreach (var example in examples) output.WriteLine($"  {example}");
        return status;
    }
}
