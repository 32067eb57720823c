using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sts.Errors;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;
using CredentialUse = Authz.Tokens.Sessions.CredentialUse;

namespace Authz.Sidecar.Wire;

/// <summary>Reads the AssumeRoleWithWebIdentity grant, and writes what its answer says beside the credentials.</summary>
internal static class WebIdentityReader
{
    /// <summary>Reads the grant; null with an error.</summary>
    public static StsError Read(IssueTokenRequest message, StsEndpoint endpoint, out WebIdentityRequest? request)
    {
        request = null;
        StsError error = IssueTokenReader.ReadUse(message, out CredentialUse use);
        if (error.IsError) return error;
        AssumeRoleWithWebIdentityGrant grant = message.AssumeRoleWithWebIdentity;
        request = new WebIdentityRequest
        {
            Endpoint = endpoint,
            RoleArn = grant.RoleArn,
            RoleSessionName = grant.RoleSessionName,
            Token = grant.WebIdentityToken,
            DurationSeconds = grant.HasDurationSeconds ? grant.DurationSeconds : null,
            Policy = grant.HasPolicy ? grant.Policy : null,
            PolicyArns = [.. grant.PolicyArns],
            RegionScope = [.. message.RegionScope],
            Use = use,
        };
        return default;
    }

    /// <summary>Writes who vouched for whom; nothing unless it was an OpenID Connect provider.</summary>
    public static void Write(SessionClaims claims, IssueTokenResponse response)
    {
        if (claims.Provider is not { } provider || !Arn.TryParse(provider.ProviderArn, out Arn? arn) || arn.After("oidc-provider/") is null) return;
        response.SubjectFromWebIdentityToken = provider.Subject;
        response.Provider = provider.Issuer;
        response.Audience = provider.Audience;
    }
}
