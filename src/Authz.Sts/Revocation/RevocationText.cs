namespace Authz.Sts.Revocation;

/// <summary>Says to the bearer of a revoked session what cut it.</summary>
internal static class RevocationText
{
    public static string Of(RevocationTarget cut, string arn) =>
        $"{arn} was revoked with {WhatOf(cut.Kind)} ({RevocationList.PolicyName}): issue a new session";

    private static string WhatOf(RevocationKind kind) => kind switch
    {
        RevocationKind.Everything => "every session issued before",
        RevocationKind.Account => "the older sessions of its account, or of one that it comes from",
        RevocationKind.Role => "the older sessions of its role, or of one that it was taken from",
        RevocationKind.User => "the older sessions of its user, or of one that it comes from",
        RevocationKind.SourceIdentity => "the older sessions of its source identity",
        RevocationKind.Subject => "the older sessions of its subject, or of one that it comes from",
        _ => "itself, or with a session that it comes from",
    };
}
