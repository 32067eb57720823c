namespace Authz.Sidecar.Audit;

/// <summary>What happens to records when they cannot be kept as fast as they come.</summary>
internal enum AuditMode
{
    /// <summary>Nothing is recorded.</summary>
    Off,

    /// <summary>They wait in a bounded queue and are dropped and counted when it is full; no call is delayed.</summary>
    Latency,

    /// <summary>A record is in the file before its call is answered, and outlives a crash of the process; the disk gets it within a second. No record, no answer.</summary>
    Durable,

    /// <summary>A record is on the disk before its call is answered. No record, no answer.</summary>
    Blocking,
}
