using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.GetFederationToken;

/// <summary>The parameters of GetFederationToken (STS section 1.3), as they arrived; checked by <c>GetFederationTokenOperation</c>.</summary>
public sealed record GetFederationTokenRequest
{
    /// <summary>The endpoint that was called.</summary>
    public required StsEndpoint Endpoint { get; init; }

    /// <summary>The federated user's name, 2 to 32 characters of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds, 900 to 129600, lowered to 3600 for a root; null: 43200.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Inline session policy, 1 to 2048 characters; null: none.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies, at most 10, of the caller's account or of AWS.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Session tags, at most 50.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Regions to which the session is narrowed; empty: all.</summary>
    public IReadOnlyList<string> RegionScope { get; init; } = [];

    /// <summary>How the credentials will count.</summary>
    public required CredentialUse Use { get; init; }

    internal AskedPolicies AskedPolicies => new(Policy, PolicyArns);

    // such a session takes no role: none of its tags passes on
    internal AskedTags AskedTags => new(Tags, []);
}
