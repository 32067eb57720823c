namespace Authz.Tokens.Sessions;

/// <summary>What a session is a session of. A kind that a verifier does not know makes the token invalid.</summary>
public enum SessionKind
{
    /// <summary>Not said; no token is ever valid with it.</summary>
    Unspecified = 0,

    /// <summary>A role, taken by any of the AssumeRole operations.</summary>
    AssumedRole = 1,
}
