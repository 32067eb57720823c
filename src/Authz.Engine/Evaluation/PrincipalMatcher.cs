using Authz.Engine.Decisions;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>Decides whom <c>Principal</c> and <c>NotPrincipal</c> name (section 1.3).</summary>
internal static class PrincipalMatcher
{
    /// <summary>How a <c>Principal</c> element names the caller; the best of its principals.</summary>
    public static Naming NamingOf(PrincipalElement element, Caller caller)
    {
        var best = Naming.None;
        foreach (Principal principal in element.Principals)
        {
            Naming naming = NamingOf(principal, caller);
            if (naming > best) best = naming;
        }

        return best;
    }

    /// <summary>
    /// Whether a Deny with <c>NotPrincipal</c> spares the caller (P14, P15): all that the caller consists of must be listed, and no
    /// caller with a permissions boundary is ever spared.
    /// </summary>
    public static bool IsSpared(PrincipalElement element, Caller caller, bool hasBoundary)
    {
        var byAccount = false;
        var byEntity = false;
        var byItself = false;
        foreach (Principal principal in element.Principals)
        {
            Naming naming = NamingOf(principal, caller);
            byAccount |= naming == Naming.Account;
            byEntity |= naming == Naming.Entity;
            byItself |= naming == Naming.Direct;
        }

        return caller.Kind switch
        {
            CallerKind.User => !hasBoundary && byItself && byAccount,
            CallerKind.Role => !hasBoundary && byEntity && byAccount && (byItself || caller.Name is null),
            CallerKind.FederatedUser => !hasBoundary && byItself && byEntity && byAccount,
            CallerKind.Root => byAccount,
            CallerKind.Service or CallerKind.FederatedIdentity => byItself,
            _ => false,
        };
    }

    private static Naming NamingOf(Principal principal, Caller caller) => principal.Form switch
    {
        PrincipalForm.Everyone => Naming.Direct,
        PrincipalForm.Account => IsAccountOf(principal, caller) ? Naming.Account : Naming.None,
        PrincipalForm.Arn when Same(principal.Text, caller.Name) => IsIam(caller) ? Naming.Direct : Naming.None,
        PrincipalForm.Arn when Same(principal.Text, caller.EntityArn) => Naming.Entity,
        PrincipalForm.UniqueId when Same(principal.Text, caller.UniqueId) => caller.Kind == CallerKind.User ? Naming.Direct : Naming.Entity,
        PrincipalForm.Service => caller.Kind == CallerKind.Service && Same(principal.Text, caller.Name) ? Naming.Direct : Naming.None,
        PrincipalForm.Federated =>
            caller.Kind == CallerKind.FederatedIdentity && Same(principal.Text, caller.Name) ? Naming.Direct : Naming.None,
        _ => Naming.None,
    };

    private static bool IsAccountOf(Principal principal, Caller caller) =>
        IsIam(caller) && Same(principal.Text, caller.Account.Value) && (principal.Partition is null || Same(principal.Partition, caller.Partition));

    private static bool IsIam(Caller caller) =>
        caller.Kind is CallerKind.User or CallerKind.Role or CallerKind.FederatedUser or CallerKind.Root;

    private static bool Same(string text, string? other) => string.Equals(text, other, StringComparison.Ordinal);
}
