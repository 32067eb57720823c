using System.CommandLine;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Cli.Simulation;

namespace Authz.Cli.Commands;

/// <summary><c>authz simulate</c>.</summary>
internal static class SimulateCommand
{
    private const string Details =
        """
        A scenario has `principal`, `action` and `resource`, and what else takes part: `context`, `identityPolicies`, `sessionPolicies`,
        `permissionsBoundary`, `serviceControlPolicies`, `resourceControlPolicies`, `resourcePolicy`. Blank lines are skipped. A line that
        cannot be read, or is longer than 1 MiB, is answered with `error` and does not stop the rest.

        Exit status: 0 every line was decided, 2 one was not.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "simulate",
            "Decides scenarios without a server: JSON Lines in, one JSON line for each out, in order.",
            "authz simulate scenarios.jsonl",
            "echo '{\"principal\":\"arn:aws:iam::111122223333:user/ana\",\"action\":\"s3:GetObject\",\"resource\":\"*\"}' | authz simulate")
        {
            Details = Details,
        };
        var file = new Argument<string>("FILE")
        {
            Description = "A file of JSON Lines, - for the standard input.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => InputFile.StandardInput,
        };
        command.Add(file);
        command.SetAction(result =>
        {
            using Stream input = InputFile.Open(result.GetValue(file)!, surroundings);
            using var simulation = new SimulationRun(surroundings.Output);
            simulation.Run(new LineReader(input));
            return simulation.HasErrors ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }
}
