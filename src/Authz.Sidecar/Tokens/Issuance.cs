using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Tokens;

/// <summary>The operations that issue to a caller with credentials of ours, and which grant asks for which.</summary>
internal sealed class Issuance(
    AssumeRoleOperation assumeRole, GetSessionTokenOperation getSessionToken, GetFederationTokenOperation getFederationToken, FederatedIssuance federated)
{
    /// <summary>The operations that issue to whom an identity provider vouches for.</summary>
    public FederatedIssuance Federated => federated;

    /// <summary>Reads what is asked for.</summary>
    /// <param name="request">The message.</param>
    /// <param name="place">Where the call is served.</param>
    /// <param name="issue">Issues it to a caller; null for an error.</param>
    public StsError Read(IssueTokenRequest request, CallPlace place, out Func<Identity, IssueResult>? issue)
    {
        issue = null;
        StsError error = IssueTokenReader.ReadUse(request, out Authz.Tokens.Sessions.CredentialUse use);
        if (error.IsError) return error;
        switch (request.GrantCase)
        {
            case IssueTokenRequest.GrantOneofCase.AssumeRole:
                AssumeRoleRequest role = IssueTokenReader.ReadAssumeRole(request, place.Endpoint, use);
                issue = caller => assumeRole.Issue(caller, role, place.Pinned);
                return default;
            case IssueTokenRequest.GrantOneofCase.GetSessionToken:
                GetSessionTokenRequest session = IssueTokenReader.ReadGetSessionToken(request, place.Endpoint, use);
                issue = caller => getSessionToken.Issue(caller, session, place.Pinned);
                return default;
            case IssueTokenRequest.GrantOneofCase.GetFederationToken:
                GetFederationTokenRequest federation = IssueTokenReader.ReadGetFederationToken(request, place.Endpoint, use);
                issue = caller => getFederationToken.Issue(caller, federation, place.Pinned);
                return default;
            default:
                return NotOffered(request);
        }
    }

    private static StsError NotOffered(IssueTokenRequest request) => request.GrantCase == IssueTokenRequest.GrantOneofCase.None
        ? new StsError(StsErrorCode.MissingAction, "the request has no grant: set `assume_role` or another one")
        : new StsError(StsErrorCode.InvalidAction, $"{request.GrantCase} is not offered by this version: use another grant");
}
