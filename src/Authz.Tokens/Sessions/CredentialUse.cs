namespace Authz.Tokens.Sessions;

/// <summary>How a session's credentials authenticate; sealed in the token.</summary>
public enum CredentialUse
{
    /// <summary>Not said; no token is ever valid with it.</summary>
    Unspecified = 0,

    /// <summary>The token alone authenticates.</summary>
    Bearer = 1,

    /// <summary>The token counts only beside a Signature Version 4 made with the secret access key.</summary>
    Sigv4 = 2,
}
