using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;
using CredentialUse = Authz.Tokens.Sessions.CredentialUse;

namespace Authz.Sidecar.Wire;

/// <summary>Reads the AssumeRoleWithSAML grant, and writes what its answer says beside the credentials.</summary>
internal static class SamlReader
{
    /// <summary>Reads the grant; null with an error.</summary>
    public static StsError Read(IssueTokenRequest message, StsEndpoint endpoint, out SamlRequest? request)
    {
        request = null;
        StsError error = IssueTokenReader.ReadUse(message, out CredentialUse use);
        if (error.IsError) return error;
        AssumeRoleWithSamlGrant grant = message.AssumeRoleWithSaml;
        request = new SamlRequest
        {
            Endpoint = endpoint,
            RoleArn = grant.RoleArn,
            PrincipalArn = grant.PrincipalArn,
            Assertion = grant.SamlAssertion,
            DurationSeconds = grant.HasDurationSeconds ? grant.DurationSeconds : null,
            Policy = grant.HasPolicy ? grant.Policy : null,
            PolicyArns = [.. grant.PolicyArns],
            RegionScope = [.. message.RegionScope],
            Use = use,
        };
        return default;
    }

    /// <summary>Writes who vouched for whom; nothing unless it was a SAML provider.</summary>
    public static void Write(SessionClaims claims, IssueTokenResponse response)
    {
        if (claims.Provider is not { } provider || !Arn.TryParse(provider.ProviderArn, out Arn? arn) || arn.After("saml-provider/") is null) return;
        response.Subject = provider.Subject;
        response.Issuer = provider.Issuer;
        response.Audience = provider.Audience;
        if (provider.Details is not [var type, var qualifier]) return;
        response.SubjectType = type;
        response.NameQualifier = qualifier;
    }
}
