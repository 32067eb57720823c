using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>The files of an organization as they were at one moment, and what went wrong while fetching them. Immutable.</summary>
public sealed class OrganizationFiles
{
    private readonly Dictionary<string, OrganizationFile> _byPath = new(StringComparer.Ordinal);

    /// <summary>Takes files in any order.</summary>
    /// <exception cref="ArgumentException">Two files have the same path.</exception>
    public OrganizationFiles(IEnumerable<OrganizationFile> files, IReadOnlyList<Diagnostic>? faults = null)
    {
        All = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        foreach (OrganizationFile file in All) _byPath.Add(file.Path, file);
        Faults = faults ?? [];
    }

    /// <summary>All files by path, in ordinal order.</summary>
    public IReadOnlyList<OrganizationFile> All { get; }

    /// <summary>What could not be fetched.</summary>
    public IReadOnlyList<Diagnostic> Faults { get; }

    /// <summary>The file at a path, or null.</summary>
    public OrganizationFile? Find(string path) => _byPath.GetValueOrDefault(path);
}
