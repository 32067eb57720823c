using Authz.Engine.Requests;
using Authz.Policies.Names;

namespace Authz.Cli.Simulation;

/// <summary>Reads the caller of a scenario from the ARN or name of its principal.</summary>
internal static class CallerReader
{
    private static readonly string[] BuiltInProviders =
        ["cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com"];

    /// <summary>Reads <c>principal</c>; null when it is none of the forms.</summary>
    public static Caller? Read(string principal)
    {
        if (principal is "*") return Caller.Anonymous;
        if (Arn.TryParse(principal, out Arn? arn)) return IsGlobal(arn) ? Read(arn) : null;
        if (BuiltInProviders.Contains(principal, StringComparer.Ordinal))
            return new Caller { Kind = CallerKind.FederatedIdentity, Name = principal };
        var isService = principal.Contains('.') && principal.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
        return isService ? new Caller { Kind = CallerKind.Service, Name = principal } : null;
    }

    /// <summary>Adds <c>principalEntity</c>; null when it does not fit the caller.</summary>
    public static Caller? WithEntity(Caller caller, string entity)
    {
        if (!Arn.TryParse(entity, out Arn? arn) || !IsGlobal(arn) || arn.Service != "iam" || arn.AccountId != caller.Account) return null;
        var name = caller.Kind switch
        {
            CallerKind.Role => arn.After("role/"),
            CallerKind.FederatedUser => arn.After("user/"),
            _ => null,
        };
        if (name is null) return null;
        if (caller is not { Kind: CallerKind.Role, EntityArn: { } assumed }) return caller with { EntityArn = entity };
        // a session's ARN has the role's name without its path (P4)
        return name[(name.LastIndexOf('/') + 1)..] == assumed[(assumed.LastIndexOf('/') + 1)..] ? AsRole(caller, entity, name) : null;
    }

    // identities belong to an account and to no region
    private static bool IsGlobal(Arn arn) => arn.Region.Length == 0 && !arn.AccountId.IsNone;

    private static Caller? Read(Arn arn)
    {
        var caller = new Caller { Kind = CallerKind.Anonymous, Account = arn.AccountId, Partition = arn.Partition, Name = arn.Text };
        return arn switch
        {
            { Service: "iam", Resource: "root" } => caller with { Kind = CallerKind.Root },
            { Service: "iam" } when arn.After("user/") is not null => caller with { Kind = CallerKind.User },
            { Service: "iam" } when arn.After("role/") is { } role => AsRole(caller with { Name = null }, arn.Text, role),
            { Service: "iam" } when (arn.After("oidc-provider/") ?? arn.After("saml-provider/")) is not null =>
                new Caller { Kind = CallerKind.FederatedIdentity, Partition = arn.Partition, Name = arn.Text },
            { Service: "sts" } when arn.After("federated-user/") is not null => caller with { Kind = CallerKind.FederatedUser },
            { Service: "sts" } when arn.After("assumed-role/")?.Split('/') is [{ Length: > 0 } role, { Length: > 0 }] =>
                AsRole(caller, $"arn:{arn.Partition}:iam::{arn.Account}:role/{role}", role),
            _ => null,
        };
    }

    private static Caller AsRole(Caller caller, string entity, string pathAndName) => caller with
    {
        Kind = CallerKind.Role,
        EntityArn = entity,
        IsServiceLinked = pathAndName.StartsWith("aws-service-role/", StringComparison.Ordinal),
    };
}
