namespace Authz.Tokens.Keys;

/// <summary>Where a key is in its life: next, active, retiring, destroyed, in this order and never back.</summary>
internal enum KeyState
{
    /// <summary>Not one we know; never used.</summary>
    Unknown = 0,

    /// <summary>Distributed ahead of its activation: verifies only.</summary>
    Next,

    /// <summary>Signs and verifies.</summary>
    Active,

    /// <summary>Verifies until the last token it signed has expired.</summary>
    Retiring,

    /// <summary>Neither signs nor verifies; stays listed so that its id is not used again.</summary>
    Destroyed,
}
