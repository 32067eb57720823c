namespace Authz.Sidecar.Configuration;

/// <summary>How the organization follows its directory. Immutable.</summary>
public sealed record ReloadOptions
{
    /// <summary>Whether changes of the directory are taken over without being called for; default: when there is a directory.</summary>
    public required bool Watch { get; init; }

    /// <summary>How often the directory is compared, for changes that nothing reported; 100 ms to 1 h, default 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an organization may serve after a load that failed, 1 s to 3650 d; then everything is denied. Null: for ever.</summary>
    public TimeSpan? MaxStaleness { get; init; }

    /// <summary>Whether a sidecar that is stale is ready; default: it is.</summary>
    public bool ReadyWhenStale { get; init; } = true;

    /// <summary>How long a request waits for the revision it asks for; 0 to 1 min, default 1 s. Zero: not at all.</summary>
    public TimeSpan RevisionWait { get; init; } = TimeSpan.FromSeconds(1);
}
