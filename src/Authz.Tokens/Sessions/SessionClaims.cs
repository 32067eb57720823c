namespace Authz.Tokens.Sessions;

/// <summary>
/// What a session token freezes. Everything that must be current (role policies, boundary, revocation) is not here but looked up by
/// unique id. Immutable; lists must not be changed after they were handed in.
/// </summary>
public sealed record SessionClaims
{
    /// <summary>The version of the token's format that this code writes; unrelated to <see cref="TokenVersion"/>.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The audience of every session token.</summary>
    public const string SessionAudience = "authz";

    /// <summary>Greatest number of ancestors.</summary>
    public const int MaximumChain = 4;

    /// <summary>Claim <c>jti</c>: 128 random bits, see <see cref="Identifiers.TokenId.New"/>.</summary>
    public required string TokenId { get; init; }

    /// <summary>Claim <c>akid</c>: the access key id that belongs to the token.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Claim <c>acct</c>: the account of the session's role or user, 12 digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>Claim <c>rid</c>: unique id of the role; the one that counts for every lookup. Null unless the session is a role's.</summary>
    public string? RoleId { get; init; }

    /// <summary>Claim <c>rarn</c>: the role's ARN when the token was issued. Informative. Null unless the session is a role's.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Claim <c>role</c>: the role's name. Null unless the session is a role's.</summary>
    public string? RoleName { get; init; }

    /// <summary>Claim <c>name</c>: the role session name, or the federated user's. Null for sessions of GetSessionToken.</summary>
    public string? SessionName { get; init; }

    /// <summary>
    /// Claim <c>uid</c>: unique id of the user whom the session continues, or who called GetFederationToken. Null for a role's session, and
    /// when it was an account's root.
    /// </summary>
    public string? UserId { get; init; }

    /// <summary>Claim <c>uarn</c>: that user's ARN when the token was issued. Informative.</summary>
    public string? UserArn { get; init; }

    /// <summary>
    /// Claim <c>pakid</c>: the long-term access key that asked for the session; when it is gone or inactive, so is the session. Null for a
    /// role's session.
    /// </summary>
    public string? ParentKeyId { get; init; }

    /// <summary>Claim <c>mfa</c>: when MFA was used to get the session, whole seconds; null when it was not. Only with GetSessionToken.</summary>
    public DateTimeOffset? MfaTime { get; init; }

    /// <summary>Claim <c>idp</c>: who vouched for the subject that took the role; null when the caller had credentials of ours.</summary>
    public ProviderClaims? Provider { get; init; }

    /// <summary>The unique id that revocations and chains name: of the role, of the user, or the account of a root.</summary>
    public string PrincipalId => RoleId ?? UserId ?? AccountId;

    /// <summary>Claims <c>iat</c> (seconds) and <c>iat_ms</c>: milliseconds count, for revocation; finer parts are dropped.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Claim <c>exp</c>: the token is valid while now is before it. Whole seconds; finer parts are dropped.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>Claim <c>tv</c>: 1 (only Regions enabled by default) or 2 (every Region).</summary>
    public required int TokenVersion { get; init; }

    /// <summary>Claim <c>ir</c>: the endpoint that issued: <c>global</c> or a Region id.</summary>
    public required string IssuingEndpoint { get; init; }

    /// <summary>Claim <c>rs</c>: the Regions where the session counts; empty for all.</summary>
    public IReadOnlyList<string> RegionScope { get; init; } = [];

    /// <summary>Claim <c>use</c>: <c>bearer</c> or <c>sigv4</c>.</summary>
    public required CredentialUse Use { get; init; }

    /// <summary>Claim <c>kind</c>.</summary>
    public SessionKind Kind { get; init; } = SessionKind.AssumedRole;

    /// <summary>The inline session policy, minified JSON; null for none. Packed.</summary>
    public string? Policy { get; init; }

    /// <summary>ARNs of managed session policies. Packed.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>All session tags, inherited ones included, in order. Packed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Keys of those <see cref="Tags"/> that a chained session inherits. Packed.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Claim <c>srcid</c>; null when none was ever set.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Claim <c>chain</c>: ancestors, oldest first, at most <see cref="MaximumChain"/>.</summary>
    public IReadOnlyList<ChainLink> Chain { get; init; } = [];

    /// <summary>Claim <c>iss</c>: who mints; a verifier accepts its own issuer only.</summary>
    public required string Issuer { get; init; }

    /// <summary>Claim <c>aud</c>.</summary>
    public string Audience { get; init; } = SessionAudience;

    /// <summary>Claim <c>fmt</c>.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;
}
