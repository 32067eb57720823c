using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;

namespace Authz.Organizations.Attachments;

/// <summary>Counts the statements of an organization, for those who watch how it grows.</summary>
public static class StatementCount
{
    /// <summary>Number of statements of all policies: of managed and control policies once, wherever they are attached.</summary>
    public static int Of(Organization organization)
    {
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        Add(organization.SharedPolicies);
        AddUnit(organization.Root);
        foreach (Account account in organization.Accounts)
        {
            Add(account.Policies);
            Add(account.ServiceControlPolicies);
            Add(account.ResourceControlPolicies);
            count += account.Resources.Sum(static resource => resource.Policy?.Statements.Length ?? 0);
        }

        foreach (User user in organization.Users) Add(user.IdentityPolicies);
        foreach (Role role in organization.Roles)
        {
            Add(role.IdentityPolicies);
            count += role.TrustPolicy.Statements.Length;
        }

        return count + named.Values.Sum();

        void Add(IEnumerable<NamedPolicy> policies)
        {
            foreach (NamedPolicy policy in policies)
            {
                // inline policies have no ARN
                if (policy.Arn is { } arn) named[arn] = policy.Document.Statements.Length;
                else count += policy.Document.Statements.Length;
            }
        }

        void AddUnit(OrganizationalUnit unit)
        {
            Add(unit.ServiceControlPolicies);
            Add(unit.ResourceControlPolicies);
            foreach (OrganizationalUnit child in unit.OrganizationalUnits) AddUnit(child);
        }
    }
}
