namespace Authz.Sts.Federation;

/// <summary>What an identity provider asks for a session: tags and a source identity (STS sections 3.4, 3.5).</summary>
internal sealed class SessionRequests
{
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }
}
