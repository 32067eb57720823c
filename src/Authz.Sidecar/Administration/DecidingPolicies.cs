using System.Text;
using Authz.Engine.Programs;
using Authz.Organizations;
using Authz.Organizations.Attachments;
using Authz.Organizations.Snapshots;
using Authz.Policies.Documents;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sidecar.Audit;
using Authz.Sts.Sessions;
using PolicyLayer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Administration;

/// <summary>Finds the policies that decided, as they stood.</summary>
/// <param name="record">The decision.</param>
/// <param name="snapshot">The policies of its revision; null when they are not kept any more.</param>
internal sealed class DecidingPolicies(DecisionRecord record, Snapshot? snapshot)
{
    /// <summary>The policy of a statement; without text when it is not kept, or no policy that was loaded.</summary>
    public DecidingPolicy Of(StatementOrigin origin)
    {
        PolicyDocument? document = snapshot is null ? null : Find(origin, snapshot.Organization);
        if (document is null || origin.StatementIndex >= document.Statements.Length) return new DecidingPolicy();
        return new DecidingPolicy
        {
            Document = Encoding.UTF8.GetString(PolicyWriter.Write(document)),
            Statement = Encoding.UTF8.GetString(PolicyWriter.Write(document.Statements[origin.StatementIndex])),
        };
    }

    private PolicyDocument? Find(StatementOrigin origin, Organization organization) => origin.Layer switch
    {
        PolicyLayer.ServiceControl when CallerAccount(organization) is { } account => Control(organization.ServiceControlLevels(account), origin),
        PolicyLayer.ResourceControl when ResourceAccount(organization) is { } account => Control(organization.ResourceControlLevels(account), origin),
        PolicyLayer.Identity => Named(PoliciesOf(organization), origin),
        PolicyLayer.Boundary => BoundaryOf(organization)?.Document,
        PolicyLayer.Resource => organization.Accounts.SelectMany(static a => a.Resources).FirstOrDefault(r => r.Pattern.Text == origin.Policy)?.Policy,
        PolicyLayer.Session => Session(origin, organization),
        _ => null,
    };

    private static PolicyDocument? Control(IReadOnlyList<IReadOnlyList<NamedPolicy>> levels, StatementOrigin origin) =>
        origin.Level < levels.Count ? Named(levels[origin.Level], origin) : null;

    // the name must be right as well: a revocation is told as a statement of a policy that nobody attached
    private static PolicyDocument? Named(IReadOnlyList<NamedPolicy> policies, StatementOrigin origin) =>
        origin.PolicyIndex < policies.Count && policies[origin.PolicyIndex] is var policy && (policy.Arn == origin.Policy || policy.Name == origin.Policy)
            ? policy.Document : null;

    private AccountId? CallerAccount(Organization organization) => Known(organization, record.Caller?.Account);

    private AccountId? ResourceAccount(Organization organization) =>
        ResourceName.TryParse(record.Resource, out ResourceName resource) && !resource.Account.IsNone
            ? Known(organization, resource.Account.Value)
            : Known(organization, organization.Accounts.SelectMany(static a => a.Resources).FirstOrDefault(r => r.Pattern.Text == record.Resource)?.Account.Value ?? record.Caller?.Account);

    private static AccountId? Known(Organization organization, string? text) =>
        AccountId.TryParse(text, out AccountId account) && organization.FindAccount(account) is not null ? account : null;

    private IReadOnlyList<NamedPolicy> PoliciesOf(Organization organization) =>
        RoleOf(organization)?.IdentityPolicies ?? UserOf(organization)?.IdentityPolicies ?? [];

    private NamedPolicy? BoundaryOf(Organization organization) => RoleOf(organization)?.Boundary ?? UserOf(organization)?.Boundary;

    private Organizations.Principals.Role? RoleOf(Organization organization) =>
        record.Caller?.Claims?.RoleId is { } id ? organization.FindRoleById(id) : null;

    private Organizations.Principals.User? UserOf(Organization organization) =>
        organization.FindUserById(record.Caller?.Claims?.UserId ?? record.Caller?.UserId ?? "");

    private PolicyDocument? Session(StatementOrigin origin, Organization organization)
    {
        if (record.Caller?.Claims is not { } claims) return null;
        // the policy of the token comes first, and those that it names follow
        return origin.PolicyIndex == 0 && SessionPolicies.ReadInline(claims) is { } inline ? inline : organization.FindManagedPolicy(origin.Policy)?.Document;
    }
}
