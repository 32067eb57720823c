namespace Authz.Tokens.Sessions;

/// <summary>An ancestor of a chained session, so that revoking it reaches its descendants.</summary>
/// <param name="RoleId">Unique id of the ancestor's role, or of its user.</param>
/// <param name="TokenId">The ancestor's token id.</param>
/// <param name="IssuedAtMs">When it was issued, milliseconds since 1970-01-01 UTC.</param>
public readonly record struct ChainLink(string RoleId, string TokenId, long IssuedAtMs);
