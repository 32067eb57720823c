using Authz.Engine.Requests;
using Authz.Sts.Errors;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Federation;

/// <summary>A role that a subject of an identity provider wants, once the provider's word was verified; by whatever protocol.</summary>
internal sealed class FederatedCall
{
    /// <summary>The operation as an action: <c>sts:AssumeRoleWith...</c>.</summary>
    public required string Action { get; init; }

    public required StsEndpoint Endpoint { get; init; }

    public required string RoleArn { get; init; }

    public required string RoleSessionName { get; init; }

    /// <summary>Seconds; null for the default.</summary>
    public required int? DurationSeconds { get; init; }

    public required AskedPolicies Policies { get; init; }

    public required IReadOnlyList<string> RegionScope { get; init; }

    public required CredentialUse Use { get; init; }

    /// <summary>Who vouches for whom.</summary>
    public required ProviderClaims Provider { get; init; }

    /// <summary>Context keys of the trust policy that follow from what the provider said: names and values.</summary>
    public required IReadOnlyList<KeyValuePair<ContextKey, ContextValue>> Conditions { get; init; }

    /// <summary>What the provider asks for the session.</summary>
    public required SessionRequests Requests { get; init; }

    /// <summary>When the session ends at the latest; null: when its duration ends.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>
    /// Redeems what the provider said, when the role may be taken and nothing else is wrong; an error when it counts no more. Null: it counts
    /// as often as it is shown.
    /// </summary>
    public Func<StsError>? Redeem { get; init; }
}
