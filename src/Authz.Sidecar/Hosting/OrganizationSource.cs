using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Sidecar.Configuration;

namespace Authz.Sidecar.Hosting;

/// <summary>Loads the organization that the settings name. One load at a time.</summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock.</param>
public sealed class OrganizationSource(SidecarOptions options, TimeProvider time)
{
    private readonly Lock _loading = new();

    /// <summary>Loads, and hands the result to the state in the order of the loads.</summary>
    public LoadResult LoadInto(SidecarState state)
    {
        lock (_loading)
        {
            LoadResult result = Load();
            state.Take(result);
            return result;
        }
    }

    /// <summary>Fetches, reads, checks and compiles.</summary>
    public LoadResult Load()
    {
        OrganizationFiles files = options.OrganizationPath is { } path ? OrganizationDirectory.Fetch(path) : ExampleOrganization.Fetch();
        return OrganizationLoader.Load(files, options.Limits, time);
    }
}
