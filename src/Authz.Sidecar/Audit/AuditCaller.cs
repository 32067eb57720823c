using Authz.Sts.Identities;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Audit;

/// <summary>
/// Who asked, as records tell it. Holds nothing of the snapshot: a record may be kept long after its policies were replaced.
/// </summary>
/// <param name="Arn">The caller's ARN.</param>
/// <param name="UserId">The unique id, as GetCallerIdentity shows it.</param>
/// <param name="Account">The account, 12 digits.</param>
/// <param name="LongTermKeyId">The long-term access key that signed; null: a session's token or key.</param>
/// <param name="Claims">What the session's token froze; null for long-term credentials.</param>
internal readonly record struct AuditCaller(string Arn, string UserId, string Account, string? LongTermKeyId, SessionClaims? Claims)
{
    /// <summary>Of whoever was identified.</summary>
    public static AuditCaller? Of(Identity? identity) => identity is null
        ? null : new AuditCaller(identity.Arn, identity.UserId, identity.Account.Id.ToString(), identity.AccessKeyId, identity.Claims);

    /// <summary>The access key that belongs to the credentials.</summary>
    public string? AccessKeyId => LongTermKeyId ?? Claims?.AccessKeyId;

    /// <summary>The kind, by CloudTrail's names.</summary>
    public string Type => Claims?.Kind switch
    {
        SessionKind.AssumedRole => "AssumedRole",
        SessionKind.FederatedUser => "FederatedUser",
        SessionKind.Root => "Root",
        SessionKind.User => "IAMUser",
        _ => Arn.EndsWith(":root", StringComparison.Ordinal) ? "Root" : "IAMUser",
    };
}
