namespace Authz.Conformance.Reference.Callers;

/// <summary>How a Principal names the caller (table 5.4).</summary>
[Flags]
public enum Form
{
    None = 0,
    Star = 1,
    Account = 2,
    User = 4,
    Role = 8,

    /// <summary>A role session or a federated-user session.</summary>
    Session = 16,

    /// <summary>The IAM user of a federated user.</summary>
    UserOfFederated = 32,

    /// <summary>A service or an identity provider, by its own name.</summary>
    Itself = 64,
}

/// <summary>Principal and NotPrincipal against a caller.</summary>
public static class Naming
{
    public static Form Forms(PrincipalList list, Caller caller)
    {
        var forms = list.Everyone ? Form.Star : Form.None;
        if (caller.InAccount && (list.Accounts.Contains(caller.Account) || list.Accounts.Contains($"{caller.Partition}:{caller.Account}")))
            forms |= Form.Account;
        forms |= caller.Kind switch
        {
            CallerKind.User when list.Arns.Contains(caller.Name) => Form.User,
            CallerKind.Role when list.Arns.Contains(caller.Name) => Form.Role,
            CallerKind.RoleSession or CallerKind.FederatedUser when list.Arns.Contains(caller.Name) => Form.Session,
            CallerKind.Service when list.Services.Contains(caller.Name) => Form.Itself,
            CallerKind.ExternalIdentity when list.Providers.Contains(caller.Name) => Form.Itself,
            _ => Form.None,
        };
        if (caller.Entity is not null && list.Arns.Contains(caller.Entity))
            forms |= caller.Kind == CallerKind.RoleSession ? Form.Role : Form.UserOfFederated;
        return forms;
    }

    /// <summary>P14: what has to be listed so that a Deny with NotPrincipal spares the caller.</summary>
    public static bool Spares(PrincipalList list, Caller caller)
    {
        var needed = caller.Kind switch
        {
            CallerKind.Root => Form.Account,
            CallerKind.User => Form.User | Form.Account,
            CallerKind.Role => Form.Role | Form.Account,
            CallerKind.RoleSession => Form.Role | Form.Session | Form.Account,
            CallerKind.FederatedUser => Form.Session | Form.UserOfFederated | Form.Account,
            CallerKind.Service or CallerKind.ExternalIdentity => Form.Itself,
            _ => Form.None,
        };
        return needed != Form.None && (Forms(list, caller) & needed) == needed;
    }
}
