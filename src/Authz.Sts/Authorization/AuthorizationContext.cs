using System.Collections.Immutable;
using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Organizations.Accounts;
using Authz.Organizations.Resources;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>Builds the context of a query: what the sidecar knows stands before what the service says.</summary>
internal static class AuthorizationContext
{
    private static readonly AccountId Nobody = AccountId.TryParse("000000000000", out AccountId zeros) ? zeros : default;

    /// <summary>Fills the context.</summary>
    /// <param name="context">The context, without keys of its own; it stands on the caller's facts.</param>
    /// <param name="query">The query.</param>
    /// <param name="resource">What is known of the resource.</param>
    /// <param name="snapshot">What is pinned.</param>
    /// <param name="moment">The time.</param>
    /// <returns>Keys of the query that were not taken; null for none.</returns>
    public static List<string>? Fill(
        RequestContext context, AuthorizationQuery query, in ResourceFacts resource, Snapshot snapshot, RequestMoment moment)
    {
        // of none of these is anything known from the caller
        context.Add(KnownKeys.RequestedRegion.Key, ContextValue.Of(query.Region));
        context.Add(KnownKeys.CurrentTime.Key, moment.CurrentTime);
        context.Add(KnownKeys.EpochTime.Key, moment.EpochTime);
        AddResource(context, query.Resource, resource, snapshot.Organization);
        List<string>? ignored = null;
        foreach ((SuppliedKey key, ContextValue value) in query.Context)
        {
            if (key.IsReserved || !context.TryAdd(key.Key, value)) (ignored ??= []).Add(key.ToString());
        }

        // always present (section 6.5); a service that knows better says so
        context.TryAdd(KnownKeys.ViaAwsService, false);
        return ignored;
    }

    /// <summary>
    /// The owner of a resource whose ARN names none: as the service says, else the caller's account. An owner that is no account is
    /// somebody else, so that a slip of the service closes and does not open.
    /// </summary>
    public static AccountId OwnerBySupplied(AuthorizationQuery query, Identity identity)
    {
        foreach ((SuppliedKey key, ContextValue value) in query.Context)
        {
            if (key.NamesOwner && !value.IsEmpty) return value.Count == 1 && AccountId.TryParse(value[0], out AccountId account) ? account : Nobody;
        }

        return identity.Account.Id;
    }

    // no value is guessed: an owner that neither the ARN nor an entry names is not told to policies (section 6.4)
    private static void AddResource(RequestContext context, ResourceName name, in ResourceFacts resource, Organization organization)
    {
        if (!resource.Entries.IsEmpty || AccountId.IsValid(name.Field(4)))
        {
            // of a foreign account it is known that it is not in this organization: then the keys are absent, whatever the service says
            AccountFacts? ours = resource.Owner;
            context.Add(KnownKeys.ResourceAccount.Key, ours is null ? ContextValue.Of(resource.Account.ToString()) : ours.ResourceAccount);
            context.Add(KnownKeys.ResourceOrgId.Key, ours is null ? default : ours.ResourceOrgId);
            context.Add(KnownKeys.ResourceOrgPaths.Key, ours is null ? default : ours.ResourceOrgPaths);
        }

        if (name.Field(2) is "iam" && organization.FindRole(name.Text!) is { } role) AddTags(context, role.ResourceTags);
        foreach (ResourceEntry entry in resource.Entries) AddTags(context, entry.ResourceTags);
    }

    private static void AddTags(RequestContext context, ImmutableArray<KeyValuePair<ContextKey, ContextValue>> tags)
    {
        foreach ((ContextKey key, ContextValue value) in tags) context.TryAdd(key, value);
    }
}
