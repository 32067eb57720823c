using System.Collections.Frozen;
using System.CommandLine;
using Authz.Cli.Commands;
using Authz.Cli.Findings;
using Authz.Cli.Inputs;
using Authz.Policies.Diagnostics;
using Authz.Policies.Limits;
using Authz.Policies.Lints;
using Authz.Policies.Names;

namespace Authz.Cli.Validation;

/// <summary>The options that say by what a validation measures.</summary>
internal sealed class ValidationOptions
{
    private readonly Option<string?> _kind = new Option<string?>("--kind")
    {
        Description = $"What policy files are attached to, whatever their folder tells: {string.Join(", ", PolicyKinds.Names)}.",
        HelpName = "KIND",
    }.AcceptOnlyFromAmong(PolicyKinds.Names);

    private readonly Option<string?> _account = TextOption.One("--account", "ID", "The account that owns single policies; lints of trust need it.");
    private readonly Option<string?> _actions = TextOption.One("--actions", "FILE", "The actions that exist; patterns that name none are reported.");
    private readonly Option<string[]> _suppress = TextOption.Many("--suppress", "CODE", "Leaves a warning or suggestion out");
    private readonly Option<string[]> _limit = TextOption.Many("--limit", "NAME=NUMBER", "A quota that differs from that of AWS");

    public void AddTo(Command command)
    {
        command.Add(_kind);
        command.Add(_account);
        command.Add(_actions);
        command.Add(_suppress);
        command.Add(_limit);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">One of them cannot be used.</exception>
    public ValidationRules Read(ParseResult result, Surroundings surroundings) => new()
    {
        Kind = result.GetValue(_kind) is { } kind ? PolicyKinds.Parse(kind) : null,
        Limits = (result.GetValue(_limit) ?? []).Aggregate(PolicyLimits.Aws, WithLimit),
        Suppressed = (result.GetValue(_suppress) ?? []).Select(ReadCode).ToFrozenSet(StringComparer.Ordinal),
        Context = new LintContext
        {
            Account = result.GetValue(_account) is { } account ? ReadAccount(account) : default,
            Actions = result.GetValue(_actions) is { } file ? ReadActions(file, surroundings) : null,
        },
    };

    private static PolicyLimits WithLimit(PolicyLimits limits, string text)
    {
        (var name, var number) = KeyAndValue.Split("--limit", text);
        PolicyLimit limit = PolicyLimit.Find(name)
            ?? throw new UsageException($"`{name}` is no limit: write one of {string.Join(", ", PolicyLimit.All.Select(static l => l.Name))}");
        return limit.TrySet(limits, number, out PolicyLimits? changed, out var fault) ? changed : throw new UsageException($"`--limit {name}` {fault}");
    }

    private static string ReadCode(string text)
    {
        DiagnosticRule rule = CodesCommand.Find(text);
        return rule.Severity != DiagnosticSeverity.Error ? rule.Code
            : throw new UsageException($"`{rule.Code}` is an error, which cannot be left out: {rule.Remedy}");
    }

    private static AccountId ReadAccount(string text) =>
        AccountId.TryParse(text, out AccountId account) ? account : throw new UsageException($"`--account {text}` is no account id: write 12 digits");

    private static ActionCatalogue ReadActions(string file, Surroundings surroundings)
    {
        var diagnostics = new DiagnosticList();
        var source = new SourceText(file, InputFile.Read(file, surroundings));
        if (ActionCatalogue.Read(source, diagnostics) is { } catalogue) return catalogue;
        FindingReport.WriteText([.. diagnostics.Sorted().Select(static d => Finding.Of(d, d.Source))], surroundings.Error);
        throw new UsageException($"the catalogue `{file}` cannot be used");
    }
}
