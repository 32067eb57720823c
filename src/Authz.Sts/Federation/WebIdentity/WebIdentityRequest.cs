using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>The parameters of AssumeRoleWithWebIdentity (STS section 1.3), as they arrived; checked by <see cref="WebIdentityOperation"/>. No record: the token must not come into a text by accident.</summary>
public sealed class WebIdentityRequest
{
    /// <summary>The endpoint that was called.</summary>
    public required StsEndpoint Endpoint { get; init; }

    /// <summary>ARN of the role, with its path.</summary>
    public required string RoleArn { get; init; }

    /// <summary>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>: a label of the caller's choice.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>The issuer's token, 4 to 20000 characters.</summary>
    public required string Token { get; init; }

    /// <summary>Seconds, 900 to the role's maximum; null: 3600. The token's own end does not shorten it.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Inline session policy, 1 to 2048 characters; null: none.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies, at most 10, of the role's account or of AWS.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Regions to which the session is narrowed; empty: all.</summary>
    public IReadOnlyList<string> RegionScope { get; init; } = [];

    /// <summary>How the credentials will count.</summary>
    public required CredentialUse Use { get; init; }

    internal AskedPolicies AskedPolicies => new(Policy, PolicyArns);
}
