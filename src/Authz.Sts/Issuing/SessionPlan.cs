using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>What was decided about a session before it is composed, by whatever operation.</summary>
/// <param name="Subject">Who the session is.</param>
/// <param name="Endpoint">The endpoint that was called.</param>
/// <param name="Use">How the credentials will count.</param>
/// <param name="Duration">How long the session lasts.</param>
internal sealed record SessionPlan(SessionSubject Subject, StsEndpoint Endpoint, CredentialUse Use, TimeSpan Duration)
{
    /// <summary>The region scope; empty for all.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The inline session policy, minified; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>What the session inherits and adds.</summary>
    public TagChain Tags { get; init; } = TagChain.None;

    /// <summary>The source identity, given or inherited; null for none.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The sessions it was taken from, oldest first.</summary>
    public IReadOnlyList<ChainLink> Chain { get; init; } = [];

    /// <summary>When MFA was used to get the session; null when it was not, or when the session must not say so.</summary>
    public DateTimeOffset? MfaTime { get; init; }

    /// <summary>Who vouched for the subject; null when the caller had credentials of ours.</summary>
    public ProviderClaims? Provider { get; init; }
}
