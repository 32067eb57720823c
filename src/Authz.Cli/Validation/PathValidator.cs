using Authz.Cli.Findings;
using Authz.Cli.Inputs;
using Authz.Cli.Output;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Lints;

namespace Authz.Cli.Validation;

/// <summary>Checks paths one after another and keeps what it finds.</summary>
/// <param name="rules">By what they are measured.</param>
/// <param name="surroundings">Where unreadable paths are reported.</param>
internal sealed class PathValidator(ValidationRules rules, Surroundings surroundings)
{
    private const string OrganizationFile = "organization.json";

    private readonly List<Finding> _findings = [];

    /// <summary>All findings, in the order of the paths.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How many there are, also of those that a flood keeps from being listed.</summary>
    public FindingCounts Counts { get; private set; }

    /// <summary>The organizations that a sidecar would publish, by path, and what it would call their revisions.</summary>
    public List<(string Path, string Revision)> Revisions { get; } = [];

    /// <summary>Whether a path could not be read.</summary>
    public bool HasUnreadable { get; private set; }

    /// <summary>Checks a policy file or an organization.</summary>
    public void Check(string path)
    {
        try
        {
            if (!Directory.Exists(path)) CheckPolicy(path);
            else if (File.Exists(Path.Join(path, OrganizationFile))) CheckOrganization(path);
            else
                throw new UsageException($"`{path}` is a directory without `{OrganizationFile}`: name policy files, or the directory of an organization");
        }
        catch (UsageException exception)
        {
            HasUnreadable = true;
            surroundings.Error.WriteLine(Printable.Of($"error: {exception.Message}"));
        }
    }

    private void CheckPolicy(string path)
    {
        PolicyKind kind = rules.Kind ?? (path == InputFile.StandardInput ? null : PolicyKinds.OfFolder(path)) ?? PolicyKind.Identity;
        DiagnosticList diagnostics = NewList();
        var source = new SourceText(path, InputFile.Read(path, surroundings));
        // session policies travel in requests, which are strict; all others are files of an organization
        (JsonDialect dialect, var maxBytes) = kind == PolicyKind.Session
            ? (JsonDialect.Strict, PolicyReader.MaxBytes) : (JsonDialect.Relaxed, OrganizationDirectory.MaxFileBytes);
        JsonNode? root = JsonTree.Read(source, dialect, diagnostics, maxBytes);
        if (root is not null)
        {
            PolicyDocument? document = PolicyReader.Read(root, source, kind, diagnostics);
            if (root.Kind == JsonKind.Object) PolicySize.Check(root, source, kind, rules.Limits, diagnostics);
            if (document is not null) PolicyLinter.Check(document, root, source, rules.Context, diagnostics);
        }

        Keep(diagnostics, static d => d.Source);
    }

    private void CheckOrganization(string path)
    {
        DiagnosticList diagnostics = NewList();
        OrganizationFiles files = OrganizationDirectory.Fetch(path);
        OrganizationLinter.Check(files, rules.Limits, rules.Context.Actions, diagnostics);
        if (!diagnostics.HasErrors) Revisions.Add((path, OrganizationLoader.RevisionOf(files)));
        Keep(diagnostics, d => Path.Join(path, d.Source));
    }

    // left out while they are found: what nobody wants to see must not take the place of what counts
    private DiagnosticList NewList() => new(rule => rules.Suppressed.Contains(rule.Code));

    private void Keep(DiagnosticList diagnostics, Func<Diagnostic, string> file)
    {
        Counts += FindingCounts.Of(diagnostics);
        _findings.AddRange(diagnostics.Sorted().Select(d => Finding.Of(d, file(d))));
    }
}
