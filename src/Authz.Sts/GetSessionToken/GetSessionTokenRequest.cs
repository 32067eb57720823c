using Authz.Sts.Mfa;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.GetSessionToken;

/// <summary>The parameters of GetSessionToken (STS section 1.3), as they arrived; checked by <c>GetSessionTokenOperation</c>.</summary>
public sealed record GetSessionTokenRequest
{
    /// <summary>The endpoint that was called.</summary>
    public required StsEndpoint Endpoint { get; init; }

    /// <summary>Seconds, 900 to 129600, lowered to 3600 for a root; null: 43200.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>The calling user's MFA device, 9 to 256 characters of <c>[A-Za-z0-9_+=/:,.@-]</c>; null: none.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The six digits that the device shows; null: none.</summary>
    public string? TokenCode { get; init; }

    /// <summary>Regions to which the session is narrowed; empty: all.</summary>
    public IReadOnlyList<string> RegionScope { get; init; } = [];

    /// <summary>How the credentials will count.</summary>
    public required CredentialUse Use { get; init; }

    /// <summary>Names the operation: the code of a device must not come into a text by accident.</summary>
    public override string ToString() => "GetSessionToken";

    internal MfaCode MfaCode => new(SerialNumber, TokenCode);
}
