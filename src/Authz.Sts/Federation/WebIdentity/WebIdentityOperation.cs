using Authz.Engine.Requests;
using Authz.Organizations.Accounts;
using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>AssumeRoleWithWebIdentity (STS sections 1 to 5.4). Nobody has to prove itself but by the token. Thread-safe.</summary>
/// <param name="verifier">Verifies tokens.</param>
/// <param name="federated">Issues the session.</param>
public sealed class WebIdentityOperation(WebIdentityVerifier verifier, FederatedRole federated)
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    /// <summary>Issues a session of a role to the subject of a token.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    /// <param name="cancellation">Ends the waiting for an issuer's keys.</param>
    public async ValueTask<IssueResult> IssueAsync(WebIdentityRequest request, Pinned pinned, CancellationToken cancellation)
    {
        StsError error = WebIdentityRules.Check(request);
        if (error.IsError) return new IssueResult(null, error);
        // providers are of the account that the ARN names, whether it has the role or not
        Account? account = Arn.TryParse(request.RoleArn, out Arn? role) ? pinned.Snapshot.Organization.FindAccount(role.AccountId) : null;
        WebIdentityResult verified = await verifier.VerifyAsync(request.Token, account, cancellation).ConfigureAwait(false);
        return verified.Identity is { } identity ? federated.Issue(CallOf(request, identity), pinned) : new IssueResult(null, verified.Error);
    }

    private static FederatedCall CallOf(WebIdentityRequest request, VerifiedWebIdentity identity) => new()
    {
        Action = Action,
        Endpoint = request.Endpoint,
        RoleArn = request.RoleArn,
        RoleSessionName = request.RoleSessionName,
        DurationSeconds = request.DurationSeconds,
        Policies = request.AskedPolicies,
        RegionScope = request.RegionScope,
        Use = request.Use,
        Provider = new ProviderClaims(identity.Provider.Arn.Text, identity.Provider.Url, identity.Subject, identity.Audience) { Details = identity.Methods },
        Conditions = ConditionsOf(identity),
        Requests = identity.Requests,
    };

    // what the sidecar says of the token stands before claims of the same name
    private static List<KeyValuePair<ContextKey, ContextValue>> ConditionsOf(VerifiedWebIdentity identity)
    {
        var prefix = identity.Provider.Prefix;
        List<KeyValuePair<ContextKey, ContextValue>> conditions =
        [
            KeyValuePair.Create(KnownKeys.ClaimOf(prefix, "aud"), ContextValue.Of(identity.Audience)),
            KeyValuePair.Create(KnownKeys.ClaimOf(prefix, "sub"), ContextValue.Of(identity.Subject)),
        ];
        if (identity.Methods.Count > 0)
            conditions.Add(KeyValuePair.Create(KnownKeys.ClaimOf(prefix, "amr"), ContextValue.OfSet([.. identity.Methods])));
        foreach ((var claim, ContextValue value) in identity.Claims) conditions.Add(KeyValuePair.Create(KnownKeys.ClaimOf(prefix, claim), value));
        return conditions;
    }
}
