using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Sts.Regions;
using Authz.Sts.Revocation;
using Authz.Sts.Sessions;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Identities;

/// <summary>What is pinned for one request: read once, used to its end.</summary>
/// <param name="Snapshot">The organization.</param>
/// <param name="Ring">The keys.</param>
public readonly record struct Pinned(Snapshot Snapshot, KeyRing Ring);

/// <summary>A request that carries a signature.</summary>
/// <param name="Request">The request as it was signed.</param>
/// <param name="Terms">What its signature must say to count.</param>
public sealed record SignedCall(SignableRequest Request, SignatureTerms Terms)
{
    /// <summary>The name of this service in the scope of signatures.</summary>
    public const string Sts = "sts";

    /// <summary>A call of STS itself.</summary>
    /// <param name="request">The request as it was signed.</param>
    /// <param name="isRegionAllowed">Which regions of the credential scope count.</param>
    public SignedCall(SignableRequest request, Func<string, bool> isRegionAllowed)
        : this(request, new SignatureTerms(Sts, isRegionAllowed))
    {
    }
}

/// <summary>Identifies callers by session token or signature. Thread-safe.</summary>
/// <param name="verifier">Verifies tokens.</param>
/// <param name="cache">Holds verified tokens.</param>
/// <param name="revocations">What cuts sessions.</param>
/// <param name="time">The clock.</param>
public sealed class CallerIdentifier(SessionTokenVerifier verifier, SessionCache cache, RevocationStore revocations, TimeProvider time)
{
    private const string DummySecret = "0000000000000000000000000000000000000000";

    private readonly TokenVerification _verification = new(verifier, cache);

    /// <summary>Identifies the bearer of a session token.</summary>
    /// <param name="token">The token; any text.</param>
    /// <param name="pinned">What is pinned.</param>
    /// <param name="region">The region in which the token must count.</param>
    public IdentityResult FromToken(string token, Pinned pinned, string region) => FromToken(token, pinned, region, time.GetUtcNow());

    internal IdentityResult FromToken(string token, Pinned pinned, string region, DateTimeOffset now)
    {
        if (token.Length == 0) return new IdentityResult(IdentityStatus.Missing, null);
        (IdentityStatus status, SessionEntry? entry) = _verification.Verify(token, pinned.Ring, now);
        if (status != IdentityStatus.Identified) return new IdentityResult(status, null);
        return entry!.Claims.Use == CredentialUse.Bearer
            ? Bind(entry, pinned.Snapshot, region)
            : new IdentityResult(IdentityStatus.RequiresSignature, null);
    }

    /// <summary>Identifies the signer of a request. Cheap checks first; what a token is, is said only to who can sign with it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="pinned">What is pinned.</param>
    /// <param name="region">The region in which the credentials must count.</param>
    public IdentityResult FromSignature(SignedCall call, Pinned pinned, string region) => FromSignature(call, pinned, region, time.GetUtcNow());

    internal IdentityResult FromSignature(SignedCall call, Pinned pinned, string region, DateTimeOffset now)
    {
        SignatureParseResult parsed = SignatureV4.Parse(call.Request.Headers, call.Request.Query);
        if (parsed.Signature is not { } signature) return new IdentityResult(StatusOf(parsed.Status), null);
        return signature.SessionToken is null
            ? FromLongTermKey(call, signature, pinned.Snapshot, region, now)
            : FromSessionKey(call, signature, pinned, region, now);
    }

    private IdentityResult FromLongTermKey(SignedCall call, ParsedSignature signature, Snapshot snapshot, string region, DateTimeOffset now)
    {
        AccessKeyOwner? owner = snapshot.Organization.FindAccessKey(signature.AccessKeyId);
        var isKnown = owner is { Key.IsActive: true };
        // an unknown key costs the same time as a known one
        SignatureStatus status = Verify(call, signature, isKnown ? owner!.Key.SecretAccessKey : DummySecret, now);
        if (!isKnown) return new IdentityResult(IdentityStatus.AccessKeyUnknown, null);
        if (status != SignatureStatus.Valid) return new IdentityResult(StatusOf(status), null);
        Identity identity = IdentityBuilder.OfKey(snapshot, owner!, cache.PrincipalPrograms);
        // of a token's rules only this one is left for a key without token (STS section 4.2)
        return identity.Account.IsRegionEnabled(region)
            ? new IdentityResult(IdentityStatus.Identified, identity)
            : new IdentityResult(IdentityStatus.NotValidInRegion, null, TokenRegions.ExplainNotEnabled(owner!.Account.ToString(), region));
    }

    private IdentityResult FromSessionKey(SignedCall call, ParsedSignature signature, Pinned pinned, string region, DateTimeOffset now)
    {
        (IdentityStatus token, SessionEntry? entry) = _verification.Verify(signature.SessionToken!, pinned.Ring, now);
        SecretKey? key = entry is null ? null : pinned.Ring.FindSecret(entry.KeyId);
        var isKnown = key is not null && string.Equals(entry!.Claims.AccessKeyId, signature.AccessKeyId, StringComparison.Ordinal);
        SignatureStatus status = Verify(call, signature, isKnown ? SecretAccessKey.Derive(key!, entry!.Claims) : DummySecret, now);
        if (!isKnown) return new IdentityResult(IdentityStatus.AccessKeyUnknown, null);
        if (status != SignatureStatus.Valid) return new IdentityResult(StatusOf(status), null);
        return token == IdentityStatus.Identified ? Bind(entry!, pinned.Snapshot, region) : new IdentityResult(token, null);
    }

    private SignatureStatus Verify(SignedCall call, ParsedSignature signature, string secret, DateTimeOffset now) =>
        SignatureV4.Verify(signature, call.Request, secret, call.Terms, now, cache.SigningKeys);

    private IdentityResult Bind(SessionEntry entry, Snapshot snapshot, string region)
    {
        if (entry.BindTo(snapshot, cache.PrincipalPrograms) is not { } identity) return new IdentityResult(IdentityStatus.PrincipalNotFound, null);
        RegionValidity validity = TokenRegions.Check(entry.Claims, identity.Account, region);
        if (validity != RegionValidity.Valid)
            return new IdentityResult(IdentityStatus.NotValidInRegion, null, TokenRegions.Explain(validity, entry.Claims, region));
        if (revocations.IsStale) return new IdentityResult(IdentityStatus.RevocationsStale, null);
        RevocationTarget cut = entry.FindCut(revocations.Current);
        return cut.IsNone
            ? new IdentityResult(IdentityStatus.Identified, identity)
            : new IdentityResult(IdentityStatus.SessionRevoked, null, RevocationText.Of(cut, identity.Arn));
    }

    internal static IdentityStatus StatusOf(SignatureStatus status) => status switch
    {
        SignatureStatus.Missing => IdentityStatus.Missing,
        SignatureStatus.Incomplete => IdentityStatus.SignatureIncomplete,
        SignatureStatus.UnsupportedPayload => IdentityStatus.PayloadUnsigned,
        _ => IdentityStatus.SignatureMismatch,
    };
}
