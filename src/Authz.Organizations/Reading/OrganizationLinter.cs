using System.Collections.Immutable;
using Authz.Organizations.Files;
using Authz.Policies.Diagnostics;
using Authz.Policies.Limits;
using Authz.Policies.Lints;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>
/// Reads an organization and lints every policy that could be read, also when others could not. For people and their pipelines: a
/// sidecar that loads does not lint.
/// </summary>
public static class OrganizationLinter
{
    /// <summary>Reports what <see cref="OrganizationReader"/> reports, and the lints.</summary>
    /// <param name="files">What was fetched.</param>
    /// <param name="limits">How large policies may be.</param>
    /// <param name="actions">The actions that exist; null: not known.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static void Check(OrganizationFiles files, PolicyLimits limits, ActionCatalogue? actions, DiagnosticList diagnostics)
    {
        var policies = new List<ReadPolicy>();
        OrganizationReader.Read(files, new PolicyIntake(limits, policies), diagnostics);
        ImmutableHashSet<AccountId> accounts =
            [.. files.All.Select(static f => FilePlace.Of(f.Path).Account).Where(static a => !a.IsNone)];
        // a policy that is also a boundary was read twice
        var known = new HashSet<Diagnostic>();
        foreach (ReadPolicy policy in policies)
        {
            var context = new LintContext
            {
                Account = FilePlace.Of(policy.Source.Name).Account,
                OrganizationAccounts = accounts,
                Actions = actions,
            };
            DiagnosticList found = diagnostics.NewOfSameRules();
            PolicyLinter.Check(policy.Document, policy.Node, policy.Source, context, found);
            diagnostics.AddNew(found, known);
        }
    }
}
