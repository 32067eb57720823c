namespace Authz.Tokens.Sessions;

/// <summary>What a session is a session of. A kind that a verifier does not know makes the token invalid.</summary>
public enum SessionKind
{
    /// <summary>Not said; no token is ever valid with it.</summary>
    Unspecified = 0,

    /// <summary>A role, taken by any of the AssumeRole operations.</summary>
    AssumedRole = 1,

    /// <summary>A user, by GetSessionToken.</summary>
    User = 2,

    /// <summary>The root user of an account, by GetSessionToken.</summary>
    Root = 3,

    /// <summary>A federated user, by GetFederationToken.</summary>
    FederatedUser = 4,
}
