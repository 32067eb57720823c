using Authz.Engine.Requests;
using Authz.Organizations.Providers;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>
/// What a token proved of its subject. It is known by issuer and subject, never by a claim that its bearer may change. No record: claims are
/// personal and must not come into a text by accident.
/// </summary>
internal sealed class VerifiedWebIdentity
{
    /// <summary>The provider, one of the role's account.</summary>
    public required OidcProvider Provider { get; init; }

    /// <summary>Claim <c>sub</c>, 1 to 255 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>Claim <c>azp</c> where the token has it, else the first of <c>aud</c> that the provider lists.</summary>
    public required string Audience { get; init; }

    /// <summary>Claim <c>amr</c>: how the subject proved itself; empty when not said.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>What conditions of trust policies may ask, beside <c>aud</c>, <c>sub</c> and <c>amr</c>: names of claims and their values.</summary>
    public required IReadOnlyList<KeyValuePair<string, ContextValue>> Claims { get; init; }

    /// <summary>What the token asks to become of the session.</summary>
    public required SessionRequests Requests { get; init; }
}
