using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Findings;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Cli.Validation;
using Authz.Policies.Diagnostics;

namespace Authz.Cli.Commands;

/// <summary><c>authz validate</c>.</summary>
internal static class ValidateCommand
{
    private const string Details =
        """
        A path is a policy file, - for a policy on the standard input, or the directory of an organization (it holds organization.json).
        The folders policies/service-control, policies/resource-control and policies/managed tell the kind of a policy; for any other
        place --kind does.

        Exit status: 0 no errors, 1 errors, 2 a path cannot be read.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "validate",
            "Checks policy files and organizations, and prints every fault with file, line, column, code and remedy.",
            "authz validate ./organization",
            "authz validate policies/service-control/*.json",
            "authz validate --kind trust --strict trust.json")
        {
            Details = Details,
        };
        var paths = new Argument<string[]>("PATH") { Description = "Policy files or organizations.", Arity = ArgumentArity.OneOrMore };
        var kind = new Option<string>("--kind")
        {
            Description = $"What a policy is attached to, where its folder does not tell: {string.Join(", ", PolicyKinds.Names)}.",
            HelpName = "KIND",
            DefaultValueFactory = _ => PolicyKinds.Names[0],
        }.AcceptOnlyFromAmong(PolicyKinds.Names);
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors." };
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(paths);
        command.Add(kind);
        command.Add(strict);
        command.Add(output);
        command.SetAction(result =>
        {
            var validation = new PathValidator(PolicyKinds.Parse(result.GetValue(kind)!), surroundings);
            foreach (var path in result.GetValue(paths)!) validation.Check(path);
            Write(validation.Findings, result.GetValue(output)!, surroundings);
            if (validation.HasUnreadable) return ExitCode.Failure;
            return validation.Findings.Any(f => Counts(f.Severity, result.GetValue(strict))) ? ExitCode.Refused : ExitCode.Success;
        });
        return command;
    }

    private static bool Counts(DiagnosticSeverity severity, bool isStrict) =>
        severity == DiagnosticSeverity.Error || (isStrict && severity == DiagnosticSeverity.Warning);

    private static void Write(IReadOnlyList<Finding> findings, string format, Surroundings surroundings)
    {
        if (format == OutputOption.Json) JsonText.WriteObject(surroundings.Text, findings, WriteJson);
        else FindingReport.WriteText(findings, surroundings.Text);
        surroundings.Text.Flush();
        surroundings.Error.WriteLine(FindingReport.Summarize(findings));
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        FindingReport.WriteJson(json, findings);
        json.WriteNumber("errors", FindingReport.Count(findings, DiagnosticSeverity.Error));
        json.WriteNumber("warnings", FindingReport.Count(findings, DiagnosticSeverity.Warning));
    }
}
