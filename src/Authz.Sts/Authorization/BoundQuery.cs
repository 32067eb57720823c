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
    /// <summary>Binds a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="identity">Who asks.</param>
    /// <param name="snapshot">What is pinned.</param>
    /// <param name="moment">The time.</param>
    /// <param name="context">Is filled; the request holds it.</param>
    public static BoundQuery Bind(AuthorizationQuery query, Identity identity, Snapshot snapshot, RequestMoment moment, RequestContext context)
    {
        ResourceFacts facts = snapshot.FactsOf(query.Action, query.Resource, AuthorizationContext.OwnerBySupplied(query, identity));
        context.Begin(identity.Facts);
        if (identity.Claims?.MfaTime is { } mfa) context.TryAdd(KnownKeys.MultiFactorAuthAge, moment.Since(mfa));
        List<string>? ignored = AuthorizationContext.Fill(context, query, facts, snapshot, moment);
        var owner = query.Owner.IsNone ? facts.Account : query.Owner;
        var request = new AuthorizationRequest(identity.Caller, query.Action, query.Resource, owner, context)
        {
            ResourceIsInManagementAccount = snapshot.IsManagement(owner),
        };
        // what an account says of a resource does not bind another that decides of it
        return new BoundQuery(request, query.Owner.IsNone || query.Owner == facts.Account ? facts.Program : ResourceProgram.Empty, ignored);
    }
}
