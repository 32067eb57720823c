using Authz.Organizations.Providers;
using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sts.Federation.Saml;

/// <summary>AssumeRoleWithSAML (STS sections 1 to 5.5). Nobody has to prove itself but by the assertion. Thread-safe.</summary>
/// <param name="verifier">Verifies assertions.</param>
/// <param name="redemption">Remembers those that were redeemed.</param>
/// <param name="federated">Issues the session.</param>
/// <param name="time">The clock.</param>
public sealed class SamlOperation(SamlVerifier verifier, SamlRedemption redemption, FederatedRole federated, TimeProvider time)
{
    private const string Action = "sts:AssumeRoleWithSAML";

    /// <summary>Issues a session of a role to the subject of an assertion.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="pinned">What is pinned.</param>
    public IssueResult Issue(SamlRequest request, Pinned pinned)
    {
        StsError error = SamlRules.Check(request);
        if (error.IsError) return new IssueResult(null, error);
        if (FindProvider(request, pinned) is not { } provider)
            return IssueResult.Refuse(StsErrorCode.InvalidIdentityToken, $"the role's account has no SAML provider `{request.PrincipalArn}`");
        DateTimeOffset now = time.GetUtcNow();
        (SamlAssertion? assertion, error) = verifier.Verify(request.Assertion, provider.Metadata, now);
        if (assertion is null) return new IssueResult(null, error);
        return assertion.Asserts(request.RoleArn, request.PrincipalArn)
            ? federated.Issue(CallOf(request, assertion, provider, now), pinned)
            : IssueResult.Refuse(StsErrorCode.AccessDenied, $"not authorized to perform: {Action} on resource: {request.RoleArn}");
    }

    // providers are of the account that the role's ARN names, whether it has the role or not
    private static SamlProvider? FindProvider(SamlRequest request, Pinned pinned) =>
        Arn.TryParse(request.RoleArn, out Arn? role)
            ? pinned.Snapshot.Organization.FindAccount(role.AccountId)?.SamlProviders.FirstOrDefault(p => p.Arn.Text == request.PrincipalArn)
            : null;

    private FederatedCall CallOf(SamlRequest request, SamlAssertion assertion, SamlProvider provider, DateTimeOffset now) => new()
    {
        Action = Action,
        Endpoint = request.Endpoint,
        RoleArn = request.RoleArn,
        RoleSessionName = assertion.RoleSessionName,
        DurationSeconds = request.DurationSeconds,
        Policies = request.AskedPolicies,
        RegionScope = request.RegionScope,
        Use = request.Use,
        Provider = SamlSubject.ClaimsOf(assertion, provider),
        Conditions = SamlSubject.ConditionsOf(assertion, provider),
        Requests = new SessionRequests
        {
            Tags = assertion.Tags,
            TransitiveTagKeys = assertion.TransitiveTagKeys,
            SourceIdentity = assertion.SourceIdentity,
        },
        NotAfter = EndOf(assertion, now),
        Redeem = () => redemption.Redeem(assertion, request.RoleArn),
    };

    // both can only shorten what the call asks for (STS section 2)
    private static DateTimeOffset? EndOf(SamlAssertion assertion, DateTimeOffset now)
    {
        DateTimeOffset? byDuration = assertion.SessionDuration is { } duration ? now + duration : null;
        return assertion.SessionNotOnOrAfter is { } end && (byDuration is null || end < byDuration) ? end : byDuration;
    }
}
