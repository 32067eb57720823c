namespace Authz.Tokens.Sessions;

/// <summary>How the signing of a session token ended.</summary>
public enum SessionTokenSignStatus
{
    /// <summary>Not signed; the value of an unset result.</summary>
    Unsigned = 0,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>The ring has no active key that can sign.</summary>
    CannotIssue,

    /// <summary>The token would exceed <see cref="SessionTokenFormat.MaximumLength"/> characters: <c>PackedPolicyTooLarge</c>.</summary>
    TooLong,
}

/// <summary>A signed token, or why there is none.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Token">The token; null unless signed.</param>
/// <param name="KeyId">Id of the key that signed, and of the secret key to derive from; null unless signed.</param>
public readonly record struct SessionTokenSignResult(SessionTokenSignStatus Status, string? Token, string? KeyId)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Status} by {KeyId}";
}
