namespace Authz.Policies.Json;

/// <summary>Which JSON is accepted.</summary>
public enum JsonDialect
{
    /// <summary>RFC 8259, nothing else: what comes over a wire.</summary>
    Strict,

    /// <summary>Also comments and trailing commas: files that people write.</summary>
    Relaxed,
}
