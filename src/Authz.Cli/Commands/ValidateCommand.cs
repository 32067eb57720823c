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

        Beside errors there are warnings, about what probably does not do what its author meant, and suggestions. Both can be left out by
        --suppress; `authz codes` explains every code.

        --actions takes lines `service:Action` (# begins a comment), or JSON: {"service": "orders", "actions": ["GetOrder"]}, an array of
        such objects or one a line. The files of the AWS service reference are read as they are.

        Exit status: 0 no errors, 1 errors (with --strict also warnings; suggestions never), 2 a path cannot be read.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "validate",
            "Checks policy files and organizations, and prints every fault with file, line, column, code and remedy.",
            "authz validate ./organization",
            "authz validate policies/service-control/*.json",
            "authz validate --kind trust --account 111122223333 --strict trust.json",
            "authz validate --output sarif ./organization > authz.sarif")
        {
            Details = Details,
        };
        var paths = new Argument<string[]>("PATH") { Description = "Policy files or organizations.", Arity = ArgumentArity.OneOrMore };
        var options = new ValidationOptions();
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors." };
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json, OutputOption.Sarif);
        command.Add(paths);
        options.AddTo(command);
        command.Add(strict);
        command.Add(output);
        command.SetAction(result =>
        {
            var validation = new PathValidator(options.Read(result, surroundings), surroundings);
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
        else if (format == OutputOption.Sarif)
            JsonText.WriteObject(surroundings.Text, findings, static (json, all) => SarifReport.Write(json, all, VersionText.Version));
        else FindingReport.WriteText(findings, surroundings.Text);
        surroundings.Text.Flush();
        surroundings.Error.WriteLine(FindingReport.Summarize(findings));
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        FindingReport.WriteJson(json, findings);
        json.WriteNumber("errors", FindingReport.Count(findings, DiagnosticSeverity.Error));
        json.WriteNumber("warnings", FindingReport.Count(findings, DiagnosticSeverity.Warning));
        json.WriteNumber("suggestions", FindingReport.Count(findings, DiagnosticSeverity.Suggestion));
    }
}
