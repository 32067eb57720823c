using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Findings;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Policies.Diagnostics;

namespace Authz.Cli.Commands;

/// <summary><c>authz codes</c>.</summary>
internal static class CodesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "codes",
            "Prints every code that `authz validate`, `authz simulate` and a sidecar report: severity, what is wrong, remedy.",
            "authz codes",
            "authz codes AZ1400 AZ1501");
        var codes = new Argument<string[]>("CODE") { Description = "Only these codes.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json, OutputOption.Markdown);
        command.Add(codes);
        command.Add(output);
        command.SetAction(result =>
        {
            string[] chosen = result.GetValue(codes) ?? [];
            IReadOnlyList<DiagnosticRule> rules = chosen.Length == 0 ? DiagnosticCatalogue.All : [.. chosen.Select(Find)];
            Write(rules, result.GetValue(output)!, surroundings.Text);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The entry of a code.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static DiagnosticRule Find(string code) =>
        DiagnosticCatalogue.Find(code) ?? throw new UsageException($"`{code}` is no code: `authz codes` prints all");

    private static void Write(IReadOnlyList<DiagnosticRule> rules, string format, TextWriter output)
    {
        if (format == OutputOption.Json) JsonText.WriteObject(output, rules, WriteJson);
        else if (format == OutputOption.Markdown) CodesDocument.Write(rules, output);
        else foreach (DiagnosticRule rule in rules) output.WriteLine($"{rule.Code} {SeverityNames.Of(rule.Severity),-10} {rule.Summary} ({rule.Remedy})");
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<DiagnosticRule> rules)
    {
        json.WriteStartArray("codes");
        foreach (DiagnosticRule rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("code", rule.Code);
            json.WriteString("severity", SeverityNames.Of(rule.Severity));
            json.WriteString("summary", rule.Summary);
            json.WriteString("remedy", rule.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
