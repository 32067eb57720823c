using Authz.Cli.Simulation;
using Authz.Organizations;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Lints;

namespace Authz.Cli.Findings;

/// <summary>Every code that this tool or a sidecar can report.</summary>
internal static class DiagnosticCatalogue
{
    /// <summary>The ranges of codes, and what each is about.</summary>
    public static readonly IReadOnlyList<(string First, string Title)> Ranges =
    [
        ("AZ1000", "JSON"),
        ("AZ1100", "Policies: what is refused"),
        ("AZ1200", "Policies: what is read and does not do what it looks like"),
        ("AZ1300", "Quotas of policies"),
        ("AZ1400", "Lints: conditions"),
        ("AZ1450", "Lints: statements"),
        ("AZ1480", "Lints: actions, with a catalogue"),
        ("AZ1500", "Lints: trust"),
        ("AZ2000", "Organizations: files"),
        ("AZ2020", "Organizations: shapes"),
        ("AZ2030", "Organizations: values"),
        ("AZ2050", "Organizations: uniqueness and the tree"),
        ("AZ2060", "Organizations: references"),
        ("AZ2070", "Organizations: attachments"),
        ("AZ2080", "Organizations: SAML metadata"),
        ("AZ3000", "Scenarios of `authz simulate`"),
    ];

    /// <summary>All entries, by code.</summary>
    public static readonly IReadOnlyList<DiagnosticRule> All =
    [
        .. JsonRules.All.Concat(PolicyRules.All).Concat(LimitRules.All).Concat(LintRules.All).Concat(OrganizationRules.All)
            .Concat(ScenarioRules.All).OrderBy(static r => r.Code, StringComparer.Ordinal),
    ];

    /// <summary>The entry of a code, in any case; null when there is none.</summary>
    public static DiagnosticRule? Find(string code) => All.FirstOrDefault(r => r.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}
