namespace Authz.Cli.Inspection;

/// <summary>Whether a token's signature was verified, and how that ended.</summary>
internal enum TokenProof
{
    /// <summary>No keys were given: everything the token says may be forged.</summary>
    NotVerified = 0,

    /// <summary>The signature is that of a key of the set.</summary>
    Verified,

    /// <summary>The signature is not the key's, or not in the form that sidecars accept.</summary>
    Wrong,

    /// <summary>The key set has no such key.</summary>
    UnknownKey,
}
