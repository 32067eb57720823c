namespace Authz.Tokens.Keys;

/// <summary>A key as its directory lists it. Immutable.</summary>
/// <param name="KeyId">The key's id; it has the form of a key id, so it is safe as a part of a file name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Since">Since when, UTC, in whole seconds; null when the manifest does not say.</param>
public sealed record ListedKey(string KeyId, KeyState State, DateTimeOffset? Since)
{
    /// <summary>Whether the private half is here.</summary>
    public bool CanSign { get; init; }

    /// <summary>Whether the secret key is here, from which secret access keys are derived.</summary>
    public bool HasSecret { get; init; }
}
