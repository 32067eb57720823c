using Authz.Sts.Issuing;
using Authz.Sts.Mfa;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.AssumeRole;

/// <summary>The parameters of AssumeRole (STS section 1.3), as they arrived; checked by <c>AssumeRoleOperation</c>.</summary>
public sealed record AssumeRoleRequest
{
    /// <summary>The endpoint that was called.</summary>
    public required StsEndpoint Endpoint { get; init; }

    /// <summary>ARN of the role, with its path.</summary>
    public required string RoleArn { get; init; }

    /// <summary>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>Seconds, 900 to the role's maximum, 3600 for a session that takes a role; null: 3600.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>2 to 1224 characters of <c>[A-Za-z0-9_+=,.@:/-]</c>; null: none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Inline session policy, 1 to 2048 characters; null: none.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies, at most 10, of the role's account or of AWS.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Session tags, at most 50.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Keys of <see cref="Tags"/> that pass on to sessions taken from this one.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>; null: none.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The calling user's MFA device, 9 to 256 characters of <c>[A-Za-z0-9_+=/:,.@-]</c>; null: none.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The six digits that the device shows; null: none.</summary>
    public string? TokenCode { get; init; }

    /// <summary>Regions to which the session is narrowed; empty: as the caller's session, else all.</summary>
    public IReadOnlyList<string> RegionScope { get; init; } = [];

    /// <summary>How the credentials will count.</summary>
    public required CredentialUse Use { get; init; }

    /// <summary>Names the role: the code of a device must not come into a text by accident.</summary>
    public override string ToString() => $"AssumeRole {RoleArn}";

    internal AskedPolicies AskedPolicies => new(Policy, PolicyArns);

    internal MfaCode MfaCode => new(SerialNumber, TokenCode);

    internal AskedTags AskedTags => new(Tags, TransitiveTagKeys);
}
