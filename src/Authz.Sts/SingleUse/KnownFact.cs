namespace Authz.Sts.SingleUse;

/// <summary>What is remembered of a name.</summary>
/// <param name="Value">The greatest value that was used.</param>
/// <param name="Expiration">Until when, in seconds since 1970-01-01 UTC.</param>
internal readonly record struct KnownFact(long Value, long Expiration);
