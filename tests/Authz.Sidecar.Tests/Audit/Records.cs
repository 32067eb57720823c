using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Policies.Documents;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Tests.Audit;

/// <summary>Records for tests.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Then = new(2026, 11, 27, 10, 0, 0, 123, TimeSpan.Zero);

    public static SessionClaims Claims { get; } = new()
    {
        TokenId = "token-1",
        AccessKeyId = "ASIAEXAMPLE000000001",
        AccountId = "111122223333",
        RoleId = "AROAEXAMPLE000000001",
        RoleArn = "arn:aws:iam::111122223333:role/OrderReader",
        RoleName = "OrderReader",
        SessionName = "jane",
        SourceIdentity = "jane@example",
        IssuedAt = Then.AddMinutes(-5),
        Expiration = Then.AddMinutes(55),
        TokenVersion = 2,
        IssuingEndpoint = "eu-west-1",
        Use = CredentialUse.Bearer,
        Issuer = "urn:authz:o-example1234",
    };

    public static AuditCaller Session { get; } = new(
        "arn:aws:sts::111122223333:assumed-role/OrderReader/jane", "AROAEXAMPLE000000001:jane", "111122223333", null, Claims);

    public static AuditCaller User { get; } = new("arn:aws:iam::111122223333:user/ana", "AIDAEXAMPLE000000001", "111122223333", "AKIAEXAMPLEANA000001", null);

    public static DecisionRecord Decision(
        byte id = 1, AuthorizationReason reason = AuthorizationReason.Allowed, AuditCaller? caller = null, string resource = "arn:aws:orders:eu-west-1:111122223333:order/1",
        DateTimeOffset? at = null, params (string Key, string[] Values)[] context) => new()
        {
            At = at ?? Then,
            Id = Id(id),
            Caller = caller,
            Action = "orders:GetOrder",
            Resource = resource,
            Region = "eu-west-1",
            Context = [.. context.Select(static c => Supplied(c.Key, c.Values))],
            Reason = reason,
            Layer = reason == AuthorizationReason.ExplicitDeny ? PolicyLayer.ServiceControl : PolicyLayer.None,
            Explanation = reason switch
            {
                AuthorizationReason.Allowed => new Explanation([new StatementOrigin(PolicyLayer.Identity, 0, "read", 0, 0, null, Effect.Allow)], []),
                AuthorizationReason.ExplicitDeny => new Explanation(
                    [new StatementOrigin(PolicyLayer.ServiceControl, 1, "DenyAllOutsideEU", 1, 0, "DenyAllOutsideEU", Effect.Deny)], ["aws:sourcevpc"]),
                _ => Explanation.Empty,
            },
            ErrorCode = StsErrorCode.None,
            Revision = "feedfeed",
            Message = reason == AuthorizationReason.Allowed ? "" : "a sentence about jane",
        };

    public static IssueRecord Issue(StsErrorCode code = StsErrorCode.None, ProviderClaims? provider = null) => new()
    {
        At = Then,
        Id = Id(9),
        Operation = provider is null ? "AssumeRole" : "AssumeRoleWithWebIdentity",
        Region = "eu-west-1",
        Caller = provider is null ? User : null,
        RoleArn = "arn:aws:iam::111122223333:role/OrderReader",
        SessionName = "jane",
        DurationSeconds = 3600,
        Address = "198.51.100.7",
        SessionArn = code == StsErrorCode.None ? Session.Arn : null,
        Claims = code == StsErrorCode.None ? Claims with { Provider = provider } : null,
        Error = code == StsErrorCode.None ? default : new StsError(code, "a sentence about jane"),
    };

    public static DecisionId Id(byte id) => new([.. new byte[15], id]);

    private static SuppliedValue Supplied(string name, string[] values)
    {
        Assert.True(SuppliedKey.TryParse(name, out SuppliedKey? key));
        return new SuppliedValue(key, key.ValueOf(values));
    }
}
