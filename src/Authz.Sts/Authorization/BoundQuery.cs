using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Organizations.Snapshots;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>A query bound to who asks and to a snapshot: all that the engine decides on.</summary>
/// <param name="Request">The request with its whole context.</param>
/// <param name="Resource">The layers that follow the resource.</param>
/// <param name="IgnoredKeys">Keys of the query that were not taken; null for none.</param>
internal readonly record struct BoundQuery(AuthorizationRequest Request, ResourceProgram Resource, List<string>? IgnoredKeys)
{
    public static BoundQuery Bind(AuthorizationQuery query, Identity identity, Snapshot snapshot, RequestMoment moment)
    {
        ResourceFacts facts = snapshot.FactsOf(query.Action, query.Resource, AuthorizationContext.OwnerBySupplied(query, identity));
        RequestContext context = AuthorizationContext.Build(query, identity, facts, snapshot, moment, out List<string>? ignored);
        var owner = query.Owner.IsNone ? facts.Account : query.Owner;
        var request = new AuthorizationRequest(identity.Caller, query.Action, query.Resource, owner, context)
        {
            ResourceIsInManagementAccount = snapshot.IsManagement(owner),
        };
        return new BoundQuery(request, facts.Program, ignored);
    }
}
