using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Organizations.Resources;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Sts.Sessions;

namespace Authz.Sts.Authorization;

/// <summary>Builds the context of a query: what the sidecar knows stands before what the service says.</summary>
internal static class AuthorizationContext
{
    private static readonly AccountId Nobody = AccountId.TryParse("000000000000", out AccountId zeros) ? zeros : default;

    /// <summary>The context.</summary>
    /// <param name="query">The query.</param>
    /// <param name="identity">Who asks.</param>
    /// <param name="resource">What is known of the resource.</param>
    /// <param name="snapshot">What is pinned.</param>
    /// <param name="now">The time.</param>
    /// <param name="ignored">Keys of the query that were not taken; null for none.</param>
    public static RequestContext Build(
        AuthorizationQuery query, Identity identity, ResourceFacts resource, Snapshot snapshot, DateTimeOffset now, out List<string>? ignored)
    {
        var context = new RequestContext(identity.Facts, capacity: query.Context.Count + 8);
        context.TryAdd(KnownKeys.RequestedRegion, query.Region);
        context.TryAdd(KnownKeys.CurrentTime, now);
        context.TryAdd(KnownKeys.EpochTime, now);
        AddResource(context, query.Resource, resource, snapshot.Organization);
        ignored = null;
        foreach ((var key, ContextValue value) in query.Context)
        {
            if (SessionFacts.IsReserved(key) || !context.TryAdd(key, value)) (ignored ??= []).Add(key);
        }

        // always present (section 6.5); a service that knows better says so
        context.TryAdd(KnownKeys.ViaAwsService, false);
        return context;
    }

    /// <summary>
    /// The owner of a resource whose ARN names none: as the service says, else the caller's account. An owner that is no account is
    /// somebody else, so that a slip of the service closes and does not open.
    /// </summary>
    public static AccountId OwnerBySupplied(AuthorizationQuery query, Identity identity)
    {
        foreach ((var key, ContextValue value) in query.Context)
        {
            if (!value.IsEmpty && key.Equals(KnownKeys.ResourceAccount.Key.Name, StringComparison.OrdinalIgnoreCase))
                return value.Count == 1 && AccountId.TryParse(value[0], out AccountId account) ? account : Nobody;
        }

        return identity.Account.Id;
    }

    // no value is guessed: an owner that neither the ARN nor an entry names is not told to policies (section 6.4)
    private static void AddResource(RequestContext context, ResourceName name, ResourceFacts resource, Organization organization)
    {
        if (!resource.Entries.IsEmpty || !name.Account.IsNone)
        {
            var isOurs = organization.FindAccount(resource.Account) is not null;
            context.TryAdd(KnownKeys.ResourceAccount, resource.Account);
            // of a foreign account it is known that it is not in this organization: then the keys are absent, whatever the service says
            context.TryAdd(KnownKeys.ResourceOrgId.Key, isOurs ? ContextValue.Of(organization.Id) : default);
            context.TryAdd(KnownKeys.ResourceOrgPaths.Key, isOurs ? ContextValue.OfSet([organization.OrgPath(resource.Account)]) : default);
        }

        if (organization.FindRole(name.Text ?? "") is { } role)
        {
            foreach ((var key, var value) in role.Tags) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        }

        foreach (ResourceEntry entry in resource.Entries)
        {
            foreach ((var key, var value) in entry.Tags) context.TryAdd(KnownKeys.ResourceTag.Of(key), ContextValue.Of(value));
        }
    }
}
