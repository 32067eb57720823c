using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Findings;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Cli.Validation;

namespace Authz.Cli.Commands;

/// <summary><c>authz validate</c>.</summary>
internal static class ValidateCommand
{
    private const string Details =
        """
        A path is a policy file, - for a policy on the standard input, or the directory of an organization (it holds organization.json).
        Without --kind the folders policies/service-control, policies/resource-control and policies/managed tell the kind of a policy file;
        in any other place it is an identity policy.

        Beside errors there are warnings, about what probably does not do what its author meant, and suggestions. Both can be left out by
        --suppress; `authz codes` explains every code.

        --actions takes lines `service:Action` (# begins a comment), or JSON: {"service": "orders", "actions": ["GetOrder"]}, an array of
        such objects or one a line. The files of the AWS service reference are read as they are.

        An organization without errors is said with its revision: what a sidecar calls it, and `authz authorize --min-policy-revision` takes.

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
            Write(validation, result.GetValue(output)!, surroundings);
            if (validation.HasUnreadable) return ExitCode.Failure;
            var isRefused = validation.Counts.Errors > 0 || (result.GetValue(strict) && validation.Counts.Warnings > 0);
            return isRefused ? ExitCode.Refused : ExitCode.Success;
        });
        return command;
    }

    private static void Write(PathValidator validation, string format, Surroundings surroundings)
    {
        if (format == OutputOption.Json) JsonText.WriteObject(surroundings.Text, validation, WriteJson);
        else if (format == OutputOption.Sarif)
            JsonText.WriteObject(surroundings.Text, validation.Findings, static (json, all) => SarifReport.Write(json, all, VersionText.Version));
        else FindingReport.WriteText(validation.Findings, surroundings.Text);
        surroundings.Text.Flush();
        surroundings.Error.WriteLine(validation.Counts);
        if (format != OutputOption.Text) return;
        foreach ((var path, var revision) in validation.Revisions) surroundings.Error.WriteLine(Printable.Of($"{path}: revision {revision}"));
    }

    private static void WriteJson(Utf8JsonWriter json, PathValidator validation)
    {
        FindingReport.WriteJson(json, validation.Findings);
        json.WriteNumber("errors", validation.Counts.Errors);
        json.WriteNumber("warnings", validation.Counts.Warnings);
        json.WriteNumber("suggestions", validation.Counts.Suggestions);
        json.WriteNumber("notShown", validation.Counts.NotShown);
        if (validation.Revisions.Count == 0) return;
        json.WriteStartArray("revisions");
        foreach ((var path, var revision) in validation.Revisions)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("revision", revision);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
