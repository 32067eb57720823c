using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Tokens;

/// <summary>The operations that issue to whom an identity provider vouches for. A caller's own proof is not looked at.</summary>
/// <param name="webIdentity">AssumeRoleWithWebIdentity.</param>
/// <param name="saml">AssumeRoleWithSAML.</param>
internal sealed class FederatedIssuance(WebIdentityOperation webIdentity, SamlOperation saml)
{
    /// <summary>Whether a grant is one of these.</summary>
    public static bool Takes(IssueTokenRequest request) => request.GrantCase
        is IssueTokenRequest.GrantOneofCase.AssumeRoleWithWebIdentity or IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml;

    /// <summary>Issues what is asked for.</summary>
    /// <param name="request">The message.</param>
    /// <param name="place">Where the call is served.</param>
    /// <param name="cancellation">Ends the waiting for an issuer.</param>
    public ValueTask<IssueResult> IssueAsync(IssueTokenRequest request, CallPlace place, CancellationToken cancellation)
    {
        if (request.GrantCase == IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml) return ValueTask.FromResult(IssueWithSaml(request, place));
        StsError error = WebIdentityReader.Read(request, place.Endpoint, out WebIdentityRequest? read);
        return read is null ? ValueTask.FromResult(new IssueResult(null, error)) : webIdentity.IssueAsync(read, place.Pinned, cancellation);
    }

    private IssueResult IssueWithSaml(IssueTokenRequest request, CallPlace place)
    {
        StsError error = SamlReader.Read(request, place.Endpoint, out SamlRequest? read);
        return read is null ? new IssueResult(null, error) : saml.Issue(read, place.Pinned);
    }
}
