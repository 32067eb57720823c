using Authz.Organizations;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sts.Errors;
using Authz.Sts.Revocation;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Administration;

/// <summary>Reads whose sessions a request wants revoked, and what it asks for as an action's resource.</summary>
/// <param name="verifier">Verifies a session that is named by its token.</param>
internal sealed class RevocationReader(SessionTokenVerifier verifier)
{
    private const int MaxText = 1024;

    /// <summary>The resource of the permission; without a look at what exists.</summary>
    public static string ResourceOf(RevokeSessionsRequest request, SessionClaims? session) => request.TargetCase switch
    {
        RevokeSessionsRequest.TargetOneofCase.UserArn => request.UserArn,
        RevokeSessionsRequest.TargetOneofCase.Account => $"arn:aws:iam::{request.Account}:root",
        RevokeSessionsRequest.TargetOneofCase.TokenId => ResourceNames.Of("session", request.TokenId),
        RevokeSessionsRequest.TargetOneofCase.SessionToken => ResourceNames.Of("session", session?.TokenId ?? "unknown"),
        RevokeSessionsRequest.TargetOneofCase.SourceIdentity => ResourceNames.Of("source-identity", request.SourceIdentity),
        RevokeSessionsRequest.TargetOneofCase.FederatedSubject => ResourceNames.Of("federated-subject", request.FederatedSubject.Issuer),
        RevokeSessionsRequest.TargetOneofCase.Everything => "*",
        _ => request.RoleArn,
    };

    /// <summary>The claims of the session that a request names by its token; null when it names none, or one that does not verify.</summary>
    public SessionClaims? SessionOf(RevokeSessionsRequest request, KeyRing ring) =>
        request.TargetCase == RevokeSessionsRequest.TargetOneofCase.SessionToken ? verifier.Verify(ring, request.SessionToken).Claims : null;

    /// <summary>Checks the form of a request; no error when it can be read.</summary>
    public static StsError Check(RevokeSessionsRequest request, DateTimeOffset now)
    {
        if ((request.RoleArn.Length > 0) == (request.TargetCase != RevokeSessionsRequest.TargetOneofCase.None))
            return Invalid("the request names no sessions, or several kinds of them: set exactly one of `role_arn` and `target`");
        if (request.SkewSeconds < 0 || request.SkewSeconds > RevocationTerms.MaxSkew.TotalSeconds)
            return Invalid($"`skew_seconds` is {request.SkewSeconds}: write 0 to {RevocationTerms.MaxSkew.TotalSeconds}");
        if (request.IssuedBefore is { } before && (request.SkewSeconds != 0 || !IsInstant(before) || before.ToDateTimeOffset() > now + RevocationTerms.MaxSkew))
            return Invalid("`issued_before` is no instant, more than 60 seconds ahead, or stands beside `skew_seconds`: write one that is not, or leave it out");
        if (request.IssuedBefore is not null && IsOneSession(request)) return Invalid("`issued_before` is not for one session: leave it out");
        return CheckTarget(request);
    }

    /// <summary>Reads the target in an organization.</summary>
    public static StsError Read(RevokeSessionsRequest request, Organization organization, SessionClaims? session, out RevocationTarget target)
    {
        target = request.TargetCase switch
        {
            RevokeSessionsRequest.TargetOneofCase.UserArn => UserOf(request.UserArn, organization),
            RevokeSessionsRequest.TargetOneofCase.Account => new RevocationTarget(RevocationKind.Account, request.Account),
            RevokeSessionsRequest.TargetOneofCase.TokenId => RevocationTarget.OfSession(request.TokenId),
            RevokeSessionsRequest.TargetOneofCase.SessionToken => session is null ? default : RevocationTarget.OfSession(session.TokenId),
            RevokeSessionsRequest.TargetOneofCase.SourceIdentity => new RevocationTarget(RevocationKind.SourceIdentity, request.SourceIdentity),
            RevokeSessionsRequest.TargetOneofCase.FederatedSubject =>
                new RevocationTarget(RevocationKind.Subject, request.FederatedSubject.Subject, request.FederatedSubject.Issuer),
            RevokeSessionsRequest.TargetOneofCase.Everything => RevocationTarget.Everything,
            _ => organization.FindRole(request.RoleArn) is { } role ? RevocationTarget.OfRole(role.RoleId) : default,
        };
        if (!target.IsNone) return default;
        return request.TargetCase switch
        {
            RevokeSessionsRequest.TargetOneofCase.SessionToken => Invalid("`session_token` is no session token of this sidecar: revoke by `token_id`"),
            RevokeSessionsRequest.TargetOneofCase.UserArn => Invalid($"`{request.UserArn}` is no user of this organization"),
            _ => Invalid($"`{request.RoleArn}` is no role of this organization"),
        };
    }

    /// <summary>Reads the terms.</summary>
    public static RevocationTerms TermsOf(RevokeSessionsRequest request, SessionClaims? session) => new()
    {
        IssuedBefore = request.IssuedBefore?.ToDateTimeOffset(),
        Skew = TimeSpan.FromSeconds(request.SkewSeconds),
        Cascade = !request.HasCascade || request.Cascade,
        Expiration = session?.Expiration,
    };

    /// <summary>Whether a request names one session.</summary>
    public static bool IsOneSession(RevokeSessionsRequest request) =>
        request.TargetCase is RevokeSessionsRequest.TargetOneofCase.TokenId or RevokeSessionsRequest.TargetOneofCase.SessionToken;

    private static StsError CheckTarget(RevokeSessionsRequest request) => request.TargetCase switch
    {
        RevokeSessionsRequest.TargetOneofCase.Account when !AccountId.TryParse(request.Account, out _) =>
            Invalid($"`account` is `{request.Account}`: write 12 digits"),
        RevokeSessionsRequest.TargetOneofCase.TokenId when !TokenId.TryDecode(request.TokenId, out _) =>
            Invalid("`token_id` is no token id: write the claim `jti` of the session's token"),
        RevokeSessionsRequest.TargetOneofCase.SourceIdentity when !IsText(request.SourceIdentity) =>
            Invalid("`source_identity` is empty, too long, or has control characters"),
        RevokeSessionsRequest.TargetOneofCase.FederatedSubject when !IsText(request.FederatedSubject.Issuer) || !IsText(request.FederatedSubject.Subject) =>
            Invalid("`federated_subject` needs `issuer` and `subject`, each of 1 to 1024 characters without control characters"),
        RevokeSessionsRequest.TargetOneofCase.Everything when !request.Everything =>
            Invalid("`everything` is false: set it to true, or name a role, user, account or session"),
        _ => default,
    };

    // the root of an account is the user whose id is the account's
    private static RevocationTarget UserOf(string arn, Organization organization)
    {
        if (organization.FindUser(arn) is { } user) return new RevocationTarget(RevocationKind.User, user.UserId);
        return Arn.TryParse(arn, out Arn? name) && organization.FindAccount(name.AccountId) is { } account && arn == Arn.OfRoot(account.Id).Text
            ? new RevocationTarget(RevocationKind.User, account.Id.ToString()) : default;
    }

    // the range of Timestamp is wider than that of the clock
    private static bool IsInstant(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        time.Seconds is >= 0 and < 253402300800 && time.Nanos is >= 0 and < 1_000_000_000;

    private static bool IsText(string text) => text.Length is > 0 and <= MaxText && !text.Any(char.IsControl);

    private static StsError Invalid(string message) => new(StsErrorCode.ValidationError, message);
}
