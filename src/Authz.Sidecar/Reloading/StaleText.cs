using System.Globalization;
using Authz.Sidecar.Hosting;

namespace Authz.Sidecar.Reloading;

/// <summary>Says that the organization is older than the settings allow.</summary>
internal static class StaleText
{
    /// <summary>The sentence.</summary>
    public static string Of(SidecarState state)
    {
        var since = state.LastLoad.Staleness?.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"the organization of revision {state.Snapshot?.Revision} has been stale since {since}, longer than "
            + $"`Authz:Organization:MaxStaleness` allows: mend what `authz status` shows";
    }
}
