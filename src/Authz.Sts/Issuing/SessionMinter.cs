using Authz.Organizations.Accounts;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Regions;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>Composes, signs and verifies session tokens: the last steps of every issuing operation. Thread-safe.</summary>
/// <param name="issuer">What tokens say of who issued them.</param>
/// <param name="verifier">Verifies our own token before it leaves.</param>
/// <param name="time">The clock.</param>
/// <param name="keyPrefix">The four letters with which access key ids begin.</param>
public sealed class SessionMinter(
    string issuer, SessionTokenVerifier verifier, TimeProvider time, string keyPrefix = AccessKeyId.TemporaryPrefix)
{
    private readonly OwnTokenCheck _check = new(verifier);

    /// <summary>Mints the session.</summary>
    internal IssueResult Mint(SessionPlan plan, Pinned pinned)
    {
        SecretKey? secretKey = pinned.Ring.Active is { } active ? pinned.Ring.FindSecret(active.KeyId) : null;
        if (!pinned.Ring.CanIssue || secretKey is null)
            return IssueResult.Refuse(StsErrorCode.ServiceUnavailable, "this sidecar holds no key that may sign: ask one that issues");
        if (plan.Chain.Count > SessionClaims.MaximumChain)
            return IssueResult.Refuse(StsErrorCode.ValidationError, $"the chain of roles is longer than {SessionClaims.MaximumChain}: begin a new one");
        SessionClaims claims = Compose(plan, pinned);
        var packed = PackedPolicySize.Percent(claims.Policy, claims.PolicyArns, claims.Tags);
        if (packed > 100)
            return IssueResult.Refuse(StsErrorCode.PackedPolicyTooLarge, $"session policies and tags use {packed} percent of what fits: shorten them");
        SessionTokenSignResult signed = SessionTokenSigner.Sign(pinned.Ring, claims);
        if (signed.Status == SessionTokenSignStatus.TooLong)
            return IssueResult.Refuse(StsErrorCode.PackedPolicyTooLarge, $"the token would be longer than {SessionTokenFormat.MaximumLength} characters: shorten policies and tags");
        // a token that we would not accept must not leave
        if (signed.Token is null || !_check.IsGood(pinned.Ring, signed.Token))
            return IssueResult.Refuse(StsErrorCode.InternalFailure, "the token that was composed does not verify");
        return new IssueResult(
            new IssuedSession(claims, SecretAccessKey.Derive(secretKey, claims), signed.Token, plan.Subject.Arn, packed), default);
    }

    private SessionClaims Compose(SessionPlan plan, Pinned pinned)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        SessionSubject subject = plan.Subject;
        Account account = pinned.Snapshot.Organization.FindAccount(subject.Account)!;
        return new SessionClaims
        {
            TokenId = TokenId.New(),
            AccessKeyId = AccessKeyId.NewTemporary(subject.Account.ToString(), keyPrefix),
            Kind = subject.Kind,
            AccountId = subject.Account.ToString(),
            RoleId = subject.Role?.RoleId,
            RoleArn = subject.Role?.Arn.Text,
            RoleName = subject.Role?.Name,
            UserId = subject.User?.UserId,
            UserArn = subject.User?.Arn.Text,
            ParentKeyId = subject.ParentKeyId,
            SessionName = subject.Name,
            MfaTime = plan.MfaTime,
            Provider = plan.Provider,
            IssuedAt = now,
            Expiration = DateTimeOffset.FromUnixTimeSeconds((now + plan.Duration).ToUnixTimeSeconds()),
            TokenVersion = TokenRegions.VersionOf(plan.Endpoint, account),
            IssuingEndpoint = plan.Endpoint.Name,
            RegionScope = plan.Regions,
            Use = plan.Use,
            Policy = plan.Policy,
            PolicyArns = plan.PolicyArns,
            Tags = plan.Tags.All,
            TransitiveTagKeys = plan.Tags.TransitiveKeys,
            SourceIdentity = plan.SourceIdentity,
            Chain = plan.Chain,
            Issuer = issuer,
        };
    }
}
