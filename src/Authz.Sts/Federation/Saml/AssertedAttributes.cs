namespace Authz.Sts.Federation.Saml;

/// <summary>What the attributes of an assertion say, each as in <see cref="SamlAssertion"/>.</summary>
internal sealed record AssertedAttributes
{
    public required string RoleSessionName { get; init; }

    public required TimeSpan? SessionDuration { get; init; }

    public required string? SourceIdentity { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; }

    public required IReadOnlyList<string> TransitiveTagKeys { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; }

    public required IReadOnlyList<string> RolePairs { get; init; }
}
