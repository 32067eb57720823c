namespace Authz.LoadTests;

/// <summary>Parts of a run.</summary>
[Flags]
internal enum Part
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The servers in turn, as fast as they can.</summary>
    Compare = 1,

    /// <summary>The servers at half of that, at a fixed rate.</summary>
    Rate = 2,

    /// <summary>Batches and streams of the sidecar.</summary>
    Batch = 4,

    /// <summary>The sidecar at a fixed rate while its organization changes.</summary>
    Reload = 8,

    /// <summary>The sidecar with its decision log.</summary>
    Log = 16,

    /// <summary>All parts.</summary>
    All = Compare | Rate | Batch | Reload | Log,
}
