using Authz.Engine.Evaluation;
using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Sts.Identities;
using Authz.Sts.Sessions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Authorization;

/// <summary>A principal of an organization as somebody imagines it, without credentials.</summary>
/// <param name="Arn">
/// A user's, an account root's, a role session's ARN, or a role's: then a session of it by the name <see cref="SessionName"/>. A role session's
/// ARN names its role without path, as AWS writes it.
/// </param>
public sealed record SimulatedPrincipal(string Arn)
{
    /// <summary>The name of the session when a role is given.</summary>
    public const string SessionName = "simulation";

    /// <summary>For sessions the inline session policy, read without error before; null for none.</summary>
    public string? SessionPolicy { get; init; }
}

/// <summary>What was decided for a simulated principal.</summary>
/// <param name="Request">The request with the context that was built for it.</param>
/// <param name="Trace">The decision and everything that bore on it.</param>
/// <param name="IgnoredKeys">Keys of the query that were not taken.</param>
public sealed record SimulatedDecision(AuthorizationRequest Request, DecisionTrace Trace, IReadOnlyList<string> IgnoredKeys);

/// <summary>
/// Decides for a principal of an organization without its credentials, and tells everything: what AWS calls SimulatePrincipalPolicy. The
/// decision is the one that <see cref="Authorizer"/> makes for such a caller with valid credentials that were issued now.
/// </summary>
public static class PrincipalSimulation
{
    private const string Nobody = "";

    /// <summary>Binds the principal to a snapshot; null when the organization has none by that ARN.</summary>
    public static Identity? Find(SimulatedPrincipal principal, Snapshot snapshot, DateTimeOffset now)
    {
        var programs = new PrincipalPrograms(0);
        if (snapshot.Organization.FindUser(principal.Arn) is { } user) return IdentityBuilder.OfUser(snapshot, user, programs);
        if (snapshot.Organization.FindRole(principal.Arn) is { } role) return Session(role, SimulatedPrincipal.SessionName);
        if (!Arn.TryParse(principal.Arn, out Arn? arn) || arn.Partition != "aws" || arn.Region.Length > 0) return null;
        if (arn is { Service: "iam", Resource: "root" } && snapshot.Organization.FindAccount(arn.AccountId) is { } account)
            return IdentityBuilder.OfRoot(snapshot, account, programs);
        return arn.Service == "sts" && arn.After("assumed-role/")?.Split('/') is [{ Length: > 0 } name, { Length: > 0 } session]
            && snapshot.Organization.FindAccount(arn.AccountId)?.Roles.FirstOrDefault(r => r.Name == name) is { } assumed
            ? Session(assumed, session) : null;

        Identity? Session(Role assumedRole, string sessionName) =>
            IdentityBuilder.OfSession(snapshot, ClaimsOf(assumedRole, sessionName, principal.SessionPolicy, now), programs);
    }

    /// <summary>Decides. Keys of the query that the sidecar determines itself are not taken, as they are not in a request.</summary>
    public static SimulatedDecision Decide(AuthorizationQuery query, Identity identity, Snapshot snapshot, DateTimeOffset now)
    {
        BoundQuery bound = BoundQuery.Bind(query, identity, snapshot, new RequestMoment(now), new RequestContext());
        return new SimulatedDecision(bound.Request, DecisionTrace.Of(bound.Request, identity.Program, bound.Resource), bound.IgnoredKeys ?? []);
    }

    // no token: what only a token says of itself is empty
    private static SessionClaims ClaimsOf(Role role, string sessionName, string? policy, DateTimeOffset now) => new()
    {
        TokenId = Nobody,
        AccessKeyId = Nobody,
        AccountId = role.Account.ToString(),
        RoleId = role.RoleId,
        RoleArn = role.Arn.Text,
        RoleName = role.Name,
        SessionName = sessionName,
        IssuedAt = now,
        Expiration = now + role.MaxSessionDuration,
        TokenVersion = 2,
        IssuingEndpoint = Nobody,
        Issuer = Nobody,
        Use = CredentialUse.Bearer,
        Policy = policy,
    };
}
