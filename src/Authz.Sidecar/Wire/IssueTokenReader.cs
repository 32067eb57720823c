using Authz.Protocol.V1;
using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;
using CredentialUse = Authz.Tokens.Sessions.CredentialUse;

namespace Authz.Sidecar.Wire;

/// <summary>Reads IssueTokenRequest, and writes what was issued.</summary>
internal static class IssueTokenReader
{
    /// <summary>Reads how the credentials will count.</summary>
    public static StsError ReadUse(IssueTokenRequest message, out CredentialUse use)
    {
        use = message.CredentialUse switch
        {
            Protocol.V1.CredentialUse.Unspecified or Protocol.V1.CredentialUse.Bearer => CredentialUse.Bearer,
            Protocol.V1.CredentialUse.Sigv4 => CredentialUse.Sigv4,
            _ => CredentialUse.Unspecified,
        };
        return use == CredentialUse.Unspecified
            ? new StsError(StsErrorCode.ValidationError, $"`credential_use` is {(int)message.CredentialUse}: write BEARER or SIGV4")
            : default;
    }

    /// <summary>Reads the AssumeRole grant of a request.</summary>
    public static AssumeRoleRequest ReadAssumeRole(IssueTokenRequest message, StsEndpoint endpoint, CredentialUse use)
    {
        AssumeRoleGrant grant = message.AssumeRole;
        return new AssumeRoleRequest
        {
            Endpoint = endpoint,
            RoleArn = grant.RoleArn,
            RoleSessionName = grant.RoleSessionName,
            DurationSeconds = grant.HasDurationSeconds ? grant.DurationSeconds : null,
            ExternalId = Optional(grant.ExternalId),
            Policy = grant.HasPolicy ? grant.Policy : null,
            PolicyArns = [.. grant.PolicyArns],
            Tags = ReadTags(grant.Tags),
            TransitiveTagKeys = [.. grant.TransitiveTagKeys],
            SourceIdentity = Optional(grant.SourceIdentity),
            SerialNumber = Optional(grant.SerialNumber),
            TokenCode = Optional(grant.TokenCode),
            RegionScope = [.. message.RegionScope],
            Use = use,
        };
    }

    /// <summary>Reads the GetSessionToken grant of a request.</summary>
    public static GetSessionTokenRequest ReadGetSessionToken(IssueTokenRequest message, StsEndpoint endpoint, CredentialUse use)
    {
        GetSessionTokenGrant grant = message.GetSessionToken;
        return new GetSessionTokenRequest
        {
            Endpoint = endpoint,
            DurationSeconds = grant.HasDurationSeconds ? grant.DurationSeconds : null,
            SerialNumber = Optional(grant.SerialNumber),
            TokenCode = Optional(grant.TokenCode),
            RegionScope = [.. message.RegionScope],
            Use = use,
        };
    }

    /// <summary>Reads the GetFederationToken grant of a request.</summary>
    public static GetFederationTokenRequest ReadGetFederationToken(IssueTokenRequest message, StsEndpoint endpoint, CredentialUse use)
    {
        GetFederationTokenGrant grant = message.GetFederationToken;
        return new GetFederationTokenRequest
        {
            Endpoint = endpoint,
            Name = grant.Name,
            DurationSeconds = grant.HasDurationSeconds ? grant.DurationSeconds : null,
            Policy = grant.HasPolicy ? grant.Policy : null,
            PolicyArns = [.. grant.PolicyArns],
            Tags = ReadTags(grant.Tags),
            RegionScope = [.. message.RegionScope],
            Use = use,
        };
    }

    /// <summary>Writes a session.</summary>
    public static IssueTokenResponse Write(IssuedSession session)
    {
        var response = new IssueTokenResponse
        {
            Credentials = new Credentials
            {
                AccessKeyId = session.Claims.AccessKeyId,
                SecretAccessKey = session.SecretAccessKey,
                SessionToken = session.SessionToken,
                Expiration = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(session.Claims.Expiration),
            },
            AssumedRoleUser = session.Claims.Kind == SessionKind.AssumedRole
                ? new AssumedRoleUser { AssumedRoleId = session.AssumedRoleId, Arn = session.Arn } : null,
            FederatedUser = session.Claims.Kind == SessionKind.FederatedUser
                ? new FederatedUser { FederatedUserId = session.FederatedUserId, Arn = session.Arn } : null,
            TokenVersion = session.Claims.TokenVersion,
            SourceIdentity = session.Claims.SourceIdentity ?? "",
            CredentialUse = session.Claims.Use == CredentialUse.Sigv4 ? Protocol.V1.CredentialUse.Sigv4 : Protocol.V1.CredentialUse.Bearer,
        };
        // AWS says zero for federated users, and nothing for others (STS section 1.4)
        if ((session.PackedPolicySize ?? (session.Claims.Kind == SessionKind.FederatedUser ? 0 : null)) is { } size) response.PackedPolicySize = size;
        response.RegionScope.AddRange(session.Claims.RegionScope);
        WebIdentityReader.Write(session.Claims, response);
        SamlReader.Write(session.Claims, response);
        return response;
    }

    private static KeyValuePair<string, string>[] ReadTags(IEnumerable<Tag> tags) =>
        [.. tags.Select(static t => new KeyValuePair<string, string>(t.Key, t.Value))];

    // proto3 has no absent string
    private static string? Optional(string text) => text.Length == 0 ? null : text;
}
