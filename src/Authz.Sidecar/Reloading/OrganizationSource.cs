using Authz.Organizations;
using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Sidecar.Configuration;

namespace Authz.Sidecar.Reloading;

/// <summary>What was loaded.</summary>
/// <param name="Result">The result.</param>
/// <param name="IsNew">False when the same files had been loaded before, so that the result is the one of that load.</param>
public readonly record struct LoadedFiles(LoadResult Result, bool IsNew);

/// <summary>Loads the organization that the settings name, and knows whether it changed since. For one thread at a time.</summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock.</param>
public sealed class OrganizationSource(SidecarOptions options, TimeProvider time)
{
    // a directory that is written without end is loaded as it is found
    private const int Attempts = 5;

    private readonly LoadMemory _memory = new();
    private DirectoryFingerprint? _fingerprint;
    private LoadedContent? _last;
    private bool _isYoung;

    /// <summary>The directory; null: the embedded example.</summary>
    public string? Path => options.OrganizationPath;

    /// <summary>Whether the files may be others than those that were loaded last.</summary>
    public bool HasChanged() => Path is { } path && (_fingerprint is null || !DirectoryFingerprint.Of(path).Equals(_fingerprint));

    /// <summary>
    /// Whether the load before was so short a time ago that the clock of the file system may not tell what was written after it. Says so
    /// once after each load.
    /// </summary>
    public bool IsYoung()
    {
        var isYoung = _isYoung;
        _isYoung = false;
        return isYoung;
    }

    /// <summary>Has the next look load anew.</summary>
    public void Forget() => (_fingerprint, _last) = (null, null);

    /// <summary>Fetches, reads, checks and compiles.</summary>
    public LoadedFiles Load()
    {
        DirectoryFingerprint? before = _fingerprint;
        OrganizationFiles files = Path is { } path ? Fetch(path) : ExampleOrganization.Fetch();
        // also when it is only the times that differ: another write of the same tick may follow
        if (before is null || !before.Equals(_fingerprint)) _isYoung = true;
        var revision = OrganizationLoader.RevisionOf(files);
        var content = $"{revision} {string.Join('\n', files.Faults)}";
        if (_last is { } last && last.Content == content) return new LoadedFiles(last.Result, IsNew: false);
        LoadResult result = CheckOwnRegion(OrganizationLoader.Load(files, revision, options.Limits, _memory, time));
        _last = new LoadedContent(content, result);
        return new LoadedFiles(result, IsNew: true);
    }

    // without it nothing could be asked that names no region, not even for another load
    private LoadResult CheckOwnRegion(LoadResult result)
    {
        if (result.Snapshot is not { } snapshot || snapshot.Organization.Regions.IsKnown(options.Region)) return result;
        var diagnostic = new Diagnostic(
            OrganizationRules.InvalidRegion, "organization.json", new SourcePosition(1, 1),
            $"`Authz:Region` is `{options.Region}`, which the organization's catalogue does not have");
        return result with { Snapshot = null, Diagnostics = [.. result.Diagnostics, diagnostic] };
    }

    // what changes while it is fetched is fetched again, or half of a change would be published
    private OrganizationFiles Fetch(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            OrganizationFiles files = OrganizationDirectory.Fetch(path, out DirectoryFingerprint fingerprint);
            var isSettled = DirectoryFingerprint.Of(path).Equals(fingerprint);
            // what could not be read is tried again at every look: it may be readable without having changed
            _fingerprint = isSettled && files.Faults.Count == 0 ? fingerprint : null;
            if (isSettled || attempt == Attempts) return files;
        }
    }

    private sealed record LoadedContent(string Content, LoadResult Result);
}
