using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Regions;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.AssumeRole;

/// <summary>What was decided about a session before it is composed.</summary>
/// <param name="Caller">Who takes the role.</param>
/// <param name="Role">The role.</param>
/// <param name="Request">The call.</param>
/// <param name="Regions">The region scope; empty for all.</param>
internal sealed record SessionPlan(Identity Caller, Role Role, AssumeRoleRequest Request, IReadOnlyList<string> Regions)
{
    /// <summary>How long the session lasts.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The inline session policy, minified; null for none.</summary>
    public required string? Policy { get; init; }

    public required TagChain Tags { get; init; }
}

/// <summary>Composes, signs and verifies session tokens: the last steps of every issuing operation. Thread-safe.</summary>
/// <param name="issuer">What tokens say of who issued them.</param>
/// <param name="verifier">Verifies our own token before it leaves.</param>
/// <param name="time">The clock.</param>
public sealed class SessionMinter(string issuer, SessionTokenVerifier verifier, TimeProvider time)
{
    /// <summary>Mints the session.</summary>
    internal IssueResult Mint(SessionPlan plan, Pinned pinned)
    {
        SecretKey? secretKey = pinned.Ring.Active is { } active ? pinned.Ring.FindSecret(active.KeyId) : null;
        if (!pinned.Ring.CanIssue || secretKey is null)
            return Refuse(StsErrorCode.ServiceUnavailable, "this sidecar holds no key that may sign: ask one that issues");
        var chain = ChainOf(plan.Caller);
        if (chain.Count > SessionClaims.MaximumChain)
            return Refuse(StsErrorCode.ValidationError, $"the chain of roles is longer than {SessionClaims.MaximumChain}: begin a new one");
        SessionClaims claims = Compose(plan, pinned, chain);
        var packed = PackedPolicySize.Percent(claims.Policy, claims.PolicyArns, claims.Tags);
        if (packed > 100)
            return Refuse(StsErrorCode.PackedPolicyTooLarge, $"session policies and tags use {packed} percent of what fits: shorten them");
        SessionTokenSignResult signed = SessionTokenSigner.Sign(pinned.Ring, claims);
        if (signed.Status == SessionTokenSignStatus.TooLong)
            return Refuse(StsErrorCode.PackedPolicyTooLarge, $"the token would be longer than {SessionTokenFormat.MaximumLength} characters: shorten policies and tags");
        // a token that we would not accept must not leave
        if (signed.Token is null || !verifier.Verify(pinned.Ring, signed.Token).IsValid)
            return Refuse(StsErrorCode.InternalFailure, "the token that was composed does not verify");
        return new IssueResult(
            new IssuedSession(claims, SecretAccessKey.Derive(secretKey, claims), signed.Token, ArnOf(plan), packed), default);
    }

    private SessionClaims Compose(SessionPlan plan, Pinned pinned, IReadOnlyList<ChainLink> chain)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        Role role = plan.Role;
        Account account = pinned.Snapshot.Organization.FindAccount(role.Account)!;
        return new SessionClaims
        {
            TokenId = TokenId.New(),
            AccessKeyId = AccessKeyId.NewTemporary(role.Account.ToString()),
            AccountId = role.Account.ToString(),
            RoleId = role.RoleId,
            RoleArn = role.Arn.Text,
            RoleName = role.Name,
            SessionName = plan.Request.RoleSessionName,
            IssuedAt = now,
            Expiration = DateTimeOffset.FromUnixTimeSeconds((now + plan.Duration).ToUnixTimeSeconds()),
            TokenVersion = TokenRegions.VersionOf(plan.Request.Endpoint, account),
            IssuingEndpoint = plan.Request.Endpoint.Name,
            RegionScope = plan.Regions,
            Use = plan.Request.Use,
            Policy = plan.Policy,
            PolicyArns = plan.Request.PolicyArns,
            Tags = plan.Tags.All,
            TransitiveTagKeys = plan.Tags.TransitiveKeys,
            SourceIdentity = plan.Request.SourceIdentity ?? plan.Caller.Claims?.SourceIdentity,
            Chain = chain,
            Issuer = issuer,
        };
    }

    private static List<ChainLink> ChainOf(Identity caller) => caller.Claims is not { } claims
        ? []
        : [.. claims.Chain, new ChainLink(claims.RoleId, claims.TokenId, claims.IssuedAt.ToUnixTimeMilliseconds())];

    private static string ArnOf(SessionPlan plan) =>
        $"arn:{plan.Role.Arn.Partition}:sts::{plan.Role.Account}:assumed-role/{plan.Role.Name}/{plan.Request.RoleSessionName}";

    private static IssueResult Refuse(StsErrorCode code, string message) => new(null, new StsError(code, message));
}
