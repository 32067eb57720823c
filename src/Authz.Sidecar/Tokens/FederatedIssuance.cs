using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Tokens;

/// <summary>The operations that issue to whom an identity provider vouches for. A caller's own proof is not looked at.</summary>
/// <param name="webIdentity">AssumeRoleWithWebIdentity.</param>
internal sealed class FederatedIssuance(WebIdentityOperation webIdentity)
{
    /// <summary>Whether a grant is one of these.</summary>
    public static bool Takes(IssueTokenRequest request) => request.GrantCase is IssueTokenRequest.GrantOneofCase.AssumeRoleWithWebIdentity;

    /// <summary>Issues what is asked for.</summary>
    /// <param name="request">The message.</param>
    /// <param name="place">Where the call is served.</param>
    /// <param name="cancellation">Ends the waiting for an issuer.</param>
    public ValueTask<IssueResult> IssueAsync(IssueTokenRequest request, CallPlace place, CancellationToken cancellation)
    {
        StsError error = WebIdentityReader.Read(request, place.Endpoint, out WebIdentityRequest? read);
        return read is null ? ValueTask.FromResult(new IssueResult(null, error)) : webIdentity.IssueAsync(read, place.Pinned, cancellation);
    }
}
