namespace Authz.Tokens.Keys;

/// <summary>Where a key is in its life: next, active, retiring, destroyed, in this order and never back.</summary>
public enum KeyState
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

/// <summary>The names of states in the manifest.</summary>
public static class KeyStates
{
    /// <summary>The name.</summary>
    public static string NameOf(KeyState state) => state switch
    {
        KeyState.Next => "next",
        KeyState.Active => "active",
        KeyState.Retiring => "retiring",
        KeyState.Destroyed => "destroyed",
        _ => "unknown",
    };

    internal static KeyState Read(string? name) => name switch
    {
        "next" => KeyState.Next,
        "active" => KeyState.Active,
        "retiring" => KeyState.Retiring,
        "destroyed" => KeyState.Destroyed,
        _ => KeyState.Unknown,
    };
}
