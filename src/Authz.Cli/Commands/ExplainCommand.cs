using System.CommandLine;
using Authz.Cli.Explaining;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Cli.Output;

namespace Authz.Cli.Commands;

/// <summary><c>authz explain</c>.</summary>
internal static class ExplainCommand
{
    private const string Details =
        """
        Asks without a server, about a scenario of `authz simulate` in a file, or about a principal of an organization: a user, a role, a role
        session (arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION) or an account's root, as if its credentials were issued now.

        For every layer of policies it tells what the layer says, whether the decision asked it, which statements match, and which just
        missed: they name the action, and one element does not match. For each such element it tells what was expected and what the
        request has.

        Exit status: 0 allow, 1 deny, 2 error.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "explain",
            "Shows one decision as a tree of layers: who says what, and what just missed.",
            "authz explain scenario.json",
            "authz explain --organization ./organization --principal arn:aws:iam::111122223333:role/Ec2Operator --action ec2:RunInstances --resource '*'")
        {
            Details = Details,
        };
        var file = new Argument<string?>("FILE") { Description = "A scenario, - for the standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> principal = TextOption.One("--principal", "ARN", "Who asks, instead of a scenario.");
        Option<string?> organization = TextOption.One("--organization", "DIRECTORY", "The organization. Default: the embedded example.");
        Option<string?> action = TextOption.One("--action", "SERVICE:NAME", "The action, without wildcards.");
        Option<string?> resource = TextOption.One("--resource", "ARN", "The resource, or * for an action that has none.");
        Option<string?> region = TextOption.One("--region", "REGION", "The requested region. Default: us-east-1.");
        Option<string?> sessionPolicy = TextOption.One("--session-policy", "FILE", "A session policy, for roles and role sessions.");
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(file);
        Option<string?>[] options = [principal, organization, action, resource, region, sessionPolicy];
        foreach (Option<string?> option in options) command.Add(option);
        var context = new ContextOption(command);
        command.Add(output);
        command.SetAction(result =>
        {
            ExplainedDecision explained;
            if (result.GetValue(file) is { } path)
            {
                if (Array.Find(options, o => result.GetValue(o) is not null) is { } extra)
                    throw new UsageException($"`{extra.Name}` asks about a principal, and `{path}` is a scenario: give one or the other");
                explained = ScenarioQuestion.Decide(path, surroundings);
            }
            else
            {
                explained = new PrincipalQuestion
                {
                    Principal = Needed(result, principal, "or a file with a scenario"),
                    Action = Needed(result, action, "with `--principal`"),
                    Resource = Needed(result, resource, "with `--principal`"),
                    Organization = result.GetValue(organization),
                    Region = result.GetValue(region) ?? "us-east-1",
                    Context = context.Read(result),
                    SessionPolicy = result.GetValue(sessionPolicy),
                }.Decide(surroundings);
            }

            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, explained, TraceJson.Write);
            else new TraceReport(surroundings.Text).Write(explained);
            return explained.IsAllowed ? ExitCode.Success : ExitCode.Refused;
        });
        return command;
    }

    private static string Needed(ParseResult result, Option<string?> option, string also) =>
        result.GetValue(option) ?? throw new UsageException($"give `{option.Name}` {also}");
}
