namespace Authz.Sidecar.Reloading;

/// <summary>What came of a load.</summary>
public enum LoadOutcome
{
    /// <summary>A fault: the snapshot that serves serves on.</summary>
    Failed = 0,

    /// <summary>Another revision serves.</summary>
    Published,

    /// <summary>What was loaded is what serves already.</summary>
    Unchanged,
}
