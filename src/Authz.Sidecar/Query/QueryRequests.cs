using Authz.Sts.AssumeRole;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Query;

/// <summary>Reads the parameters of the operations that issue (STS section 1.3). Who calls by the Query API signs with what it gets.</summary>
internal static class QueryRequests
{
    private const CredentialUse Use = CredentialUse.Sigv4;

    public static AssumeRoleRequest AssumeRole(ParameterReader read, StsEndpoint endpoint)
    {
        read.RefuseIfGiven("ProvidedContexts", "is not offered: leave it out");
        return new AssumeRoleRequest
        {
            Endpoint = endpoint,
            RoleArn = read.Text("RoleArn"),
            RoleSessionName = read.Text("RoleSessionName"),
            DurationSeconds = read.Number("DurationSeconds"),
            ExternalId = read.Optional("ExternalId"),
            Policy = read.Optional("Policy"),
            PolicyArns = read.Texts("PolicyArns", "arn"),
            Tags = read.Tags("Tags"),
            TransitiveTagKeys = read.Texts("TransitiveTagKeys"),
            SourceIdentity = read.Optional("SourceIdentity"),
            SerialNumber = read.Optional("SerialNumber"),
            TokenCode = read.Optional("TokenCode"),
            Use = Use,
        };
    }

    public static SamlRequest AssumeRoleWithSaml(ParameterReader read, StsEndpoint endpoint) => new()
    {
        Endpoint = endpoint,
        RoleArn = read.Text("RoleArn"),
        PrincipalArn = read.Text("PrincipalArn"),
        Assertion = read.Text("SAMLAssertion"),
        DurationSeconds = read.Number("DurationSeconds"),
        Policy = read.Optional("Policy"),
        PolicyArns = read.Texts("PolicyArns", "arn"),
        Use = Use,
    };

    public static WebIdentityRequest AssumeRoleWithWebIdentity(ParameterReader read, StsEndpoint endpoint)
    {
        read.RefuseIfGiven("ProviderId", "is for providers of OAuth 2.0, which are not offered: leave it out");
        return new WebIdentityRequest
        {
            Endpoint = endpoint,
            RoleArn = read.Text("RoleArn"),
            RoleSessionName = read.Text("RoleSessionName"),
            Token = read.Text("WebIdentityToken"),
            DurationSeconds = read.Number("DurationSeconds"),
            Policy = read.Optional("Policy"),
            PolicyArns = read.Texts("PolicyArns", "arn"),
            Use = Use,
        };
    }

    public static GetSessionTokenRequest GetSessionToken(ParameterReader read, StsEndpoint endpoint) => new()
    {
        Endpoint = endpoint,
        DurationSeconds = read.Number("DurationSeconds"),
        SerialNumber = read.Optional("SerialNumber"),
        TokenCode = read.Optional("TokenCode"),
        Use = Use,
    };

    public static GetFederationTokenRequest GetFederationToken(ParameterReader read, StsEndpoint endpoint) => new()
    {
        Endpoint = endpoint,
        Name = read.Text("Name"),
        DurationSeconds = read.Number("DurationSeconds"),
        Policy = read.Optional("Policy"),
        PolicyArns = read.Texts("PolicyArns", "arn"),
        Tags = read.Tags("Tags"),
        Use = Use,
    };
}
