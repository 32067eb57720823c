namespace Authz.Sidecar.Configuration;

/// <summary>How the sidecar ends. Immutable.</summary>
public sealed record ShutdownOptions
{
    /// <summary>How long it still serves when it is not ready any more; 0 to 5 min, default 0.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How long calls may take to end after that; 1 s to 5 min, default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
