namespace Authz.Sidecar.Audit;

/// <summary>What is recorded, how and where. Immutable.</summary>
internal sealed record AuditOptions
{
    /// <summary>How decisions are recorded; default: not at all.</summary>
    public AuditMode Decisions { get; init; }

    /// <summary>How issued and refused credentials are recorded; default: not at all.</summary>
    public AuditMode Issues { get; init; }

    /// <summary>Whether records have the shape of OCSF events rather than of CloudTrail's.</summary>
    public bool IsOcsf { get; init; }

    /// <summary>Directory of the files; null: none.</summary>
    public string? Directory { get; init; }

    /// <summary>At what size a file is followed by the next, bytes; 64 KiB to 1 GiB, default 64 MiB.</summary>
    public int FileSize { get; init; } = 64 << 20;

    /// <summary>How many files are kept; 2 to 10,000, default 16.</summary>
    public int FileCount { get; init; } = 16;

    /// <summary>Whether records go to standard output.</summary>
    public bool ToStandardOutput { get; init; }

    /// <summary>Of so many allows one is recorded, 1 to 1,000,000; every denial is. Default 1.</summary>
    public int AllowsPerRecord { get; init; } = 1;

    /// <summary>Fields that are left out, lower case.</summary>
    public IReadOnlySet<string> Masked { get; init; } = new HashSet<string>();

    /// <summary>Fields whose keyed hash stands in their place, lower case.</summary>
    public IReadOnlySet<string> Hashed { get; init; } = new HashSet<string>();

    /// <summary>The key of those hashes, at least 32 bytes; null: nothing is hashed.</summary>
    public byte[]? HashKey { get; init; }

    /// <summary>The key of the chain, at least 32 bytes; null: it has none.</summary>
    public byte[]? ChainKey { get; init; }

    /// <summary>Most bytes of records that wait in the queue of latency mode, estimated; 1 MiB to 1 GiB, default 32 MiB.</summary>
    public int QueueBytes { get; init; } = 32 << 20;

    /// <summary>How long a decision can be asked about; 0 to 24 h, default 15 min. Zero: not at all.</summary>
    public TimeSpan MemoryTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Most bytes of decisions that can be asked about, estimated; 1 MiB to 1 GiB, default 16 MiB.</summary>
    public int MemoryBytes { get; init; } = 16 << 20;
}
