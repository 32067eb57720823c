namespace Authz.Sts.Federation.Saml;

/// <summary>What a verified assertion says.</summary>
public sealed record SamlAssertion
{
    /// <summary>Its ID, unique for its issuer.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's entity ID.</summary>
    public required string Issuer { get; init; }

    /// <summary>Who it is about: the whole NameID, 1 to 512 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The NameID's format; of those of SAML 2.0 the last part only, <c>persistent</c> for instance.</summary>
    public required string SubjectType { get; init; }

    /// <summary>The URL that it is addressed to.</summary>
    public required string Recipient { get; init; }

    /// <summary>From when on it is not valid.</summary>
    public required DateTimeOffset NotOnOrAfter { get; init; }

    /// <summary>When the session at the provider ends; null when it does not say.</summary>
    public required DateTimeOffset? SessionNotOnOrAfter { get; init; }

    /// <summary>Whether it says that it must be redeemed once only.</summary>
    public required bool IsOneTimeUse { get; init; }

    /// <summary>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>How long a session may last; null when it does not say.</summary>
    public required TimeSpan? SessionDuration { get; init; }

    /// <summary>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>; null for none.</summary>
    public required string? SourceIdentity { get; init; }

    /// <summary>Session tags, at most 50, each key once.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    /// <summary>Keys of <see cref="Tags"/> that pass on.</summary>
    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    /// <summary>Attributes that are context keys (<c>saml:edupersonorgdn</c>), by key.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; }

    /// <summary>The values of the role attribute: a role's ARN and the provider's, a comma between.</summary>
    public required IReadOnlyList<string> RolePairs { get; init; }

    /// <summary>Whether the provider lets the subject take a role; the order of the two ARNs says nothing.</summary>
    public bool Asserts(string role, string provider) =>
        RolePairs.Any(pair => pair == $"{role},{provider}" || pair == $"{provider},{role}");
}
