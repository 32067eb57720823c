namespace Authz.Conformance.Reference.Callers;

/// <summary>The scenario fields <c>principal</c> and <c>principalEntity</c>.</summary>
public static class CallerReader
{
    public static Caller Read(string principal, string? entity)
    {
        if (principal == "*")
            return new Caller { Kind = CallerKind.Anonymous, Name = principal };
        if (!principal.StartsWith("arn:", StringComparison.Ordinal))
        {
            RefusedException.Unless(principal.Contains('.') && !principal.Contains('*'), "not a principal");
            return new Caller { Kind = CallerKind.Service, Name = principal };
        }

        var arn = PrincipalArn.TryRead(principal) ?? throw new RefusedException("not a principal");
        return new Caller
        {
            Kind = KindOf(arn),
            Name = principal,
            Account = arn.Account,
            Partition = arn.Partition,
            Entity = EntityOf(arn, entity),
        };
    }

    private static CallerKind KindOf(PrincipalArn arn)
    {
        return arn.Kind switch
        {
            "root" => CallerKind.Root,
            "user" => CallerKind.User,
            "role" => CallerKind.Role,
            "assumed-role" => CallerKind.RoleSession,
            "federated-user" => CallerKind.FederatedUser,
            _ => CallerKind.ExternalIdentity,
        };
    }

    private static string? EntityOf(PrincipalArn arn, string? entity)
    {
        if (arn.Kind == "assumed-role")
        {
            entity ??= $"arn:{arn.Partition}:iam::{arn.Account}:role/{arn.Name.Split('/')[0]}";
            RefusedException.Unless(PrincipalArn.TryRead(entity)?.Kind == "role", "the entity of a session is a role");
            return entity;
        }

        if (arn.Kind != "federated-user")
            return null;
        RefusedException.Unless(entity is null || PrincipalArn.TryRead(entity)?.Kind == "user", "the entity of a federated user is a user");
        return entity;
    }
}
