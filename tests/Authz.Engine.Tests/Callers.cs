using Authz.Engine.Requests;
using Authz.Policies.Names;

namespace Authz.Engine.Tests;

/// <summary>One caller of each kind, all of account 111122223333.</summary>
internal static class Callers
{
    public const string Own = "111122223333";
    public const string Foreign = "444455556666";
    public const string UserArn = "arn:aws:iam::111122223333:user/ana";
    public const string RoleArn = "arn:aws:iam::111122223333:role/team/Reader";
    public const string SessionArn = "arn:aws:sts::111122223333:assumed-role/Reader/s1";
    public const string FederatedArn = "arn:aws:sts::111122223333:federated-user/fred";
    public const string ProviderArn = "arn:aws:iam::111122223333:oidc-provider/oidc.example.com";
    public const string RoleId = "AROAEXAMPLE1234567890";
    public const string UserId = "AIDAEXAMPLE1234567890";

    public static Caller User { get; } =
        new() { Kind = CallerKind.User, Account = Account(Own), Name = UserArn, UniqueId = UserId };

    public static Caller Role { get; } =
        new() { Kind = CallerKind.Role, Account = Account(Own), Name = SessionArn, EntityArn = RoleArn, UniqueId = RoleId };

    public static Caller Federated { get; } =
        new() { Kind = CallerKind.FederatedUser, Account = Account(Own), Name = FederatedArn, EntityArn = UserArn, UniqueId = UserId };

    public static Caller Root { get; } =
        new() { Kind = CallerKind.Root, Account = Account(Own), Name = "arn:aws:iam::111122223333:root" };

    public static Caller Service { get; } = new() { Kind = CallerKind.Service, Name = "lambda.amazonaws.com" };

    public static Caller Identity { get; } = new() { Kind = CallerKind.FederatedIdentity, Name = ProviderArn };

    public static AccountId Account(string digits) => AccountId.TryParse(digits, out AccountId account) ? account : default;

    public static Caller Named(string name) => name switch
    {
        "user" => User,
        "role" => Role,
        "federated" => Federated,
        "root" => Root,
        "service" => Service,
        "identity" => Identity,
        _ => Caller.Anonymous,
    };
}
