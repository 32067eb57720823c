namespace Authz.Sts.Federation.WebIdentity;

/// <summary>The subject that a web identity token names, before any of it is believed.</summary>
public static class UnverifiedSubject
{
    /// <summary>Reads it, to find what to ask for with the token; who it is the operation finds out.</summary>
    /// <param name="token">Any text.</param>
    /// <returns>The claim <c>sub</c>; null when there is none, or no token.</returns>
    public static string? Of(string token) => WebToken.Read(token, out _) is { } read ? ClaimValues.TextOf(read.Claims.Find("sub")) : null;
}
