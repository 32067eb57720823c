using Authz.Cli.Findings;
using Authz.Cli.Inputs;
using Authz.Cli.Output;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Cli.Validation;

/// <summary>Checks paths one after another and keeps what it finds.</summary>
/// <param name="otherwise">The kind of a policy whose folder does not tell.</param>
/// <param name="surroundings">Where unreadable paths are reported.</param>
internal sealed class PathValidator(PolicyKind otherwise, Surroundings surroundings)
{
    private const string OrganizationFile = "organization.json";

    private readonly List<Finding> _findings = [];

    /// <summary>All findings, in the order of the paths.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

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
        PolicyKind kind = path == InputFile.StandardInput ? otherwise : PolicyKinds.OfFolder(path) ?? otherwise;
        var diagnostics = new DiagnosticList();
        var source = new SourceText(path, InputFile.Read(path, surroundings));
        // session policies travel in requests, which are strict; all others are files of an organization
        PolicyReader.Read(source, kind, kind == PolicyKind.Session ? JsonDialect.Strict : JsonDialect.Relaxed, diagnostics);
        _findings.AddRange(diagnostics.Sorted().Select(d => Finding.Of(d, d.Source)));
    }

    private void CheckOrganization(string path)
    {
        var diagnostics = new DiagnosticList();
        OrganizationReader.Read(OrganizationDirectory.Fetch(path), diagnostics);
        _findings.AddRange(diagnostics.Sorted().Select(d => Finding.Of(d, Path.Join(path, d.Source))));
    }
}
