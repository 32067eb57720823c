using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Authz.Policies.Conditions;

/// <summary>Every context key that is known beforehand. Keys of services (<c>orders:Size</c>) are not listed and may have any type.</summary>
public static class ContextKeyCatalogue
{
    private const string TemporaryCredentials = "credentials are temporary";
    private const string InOrganization = "the caller's account is in the organization";
    private const string ThroughEndpoint = "the request came through a VPC endpoint";
    private const string ServiceCalls = "a service principal calls for a resource";
    private const string ForwardedCall = "a service passes the caller's request on";
    private const string SamlAttribute = "AssumeRoleWithSAML, where the assertion has the attribute";
    private const string ServicePrincipal = "the caller is a service principal";
    private const string SpecialSession = "the session belongs to that service of AWS";

    /// <summary>The entries, in the order of the reference: principal, session, network, resource, request, issuing, providers.</summary>
    public static ImmutableArray<ContextKeyInfo> All { get; } =
    [
        // 6.1
        Arn("aws:PrincipalArn", ContextKeySupply.Caller, "always, but for anonymous callers; of a role's session the role's ARN with its path"),
        Text("aws:PrincipalAccount", ContextKeySupply.Caller, "always"),
        Text("aws:PrincipalOrgID", ContextKeySupply.Caller, InOrganization),
        Set("aws:PrincipalOrgPaths", ConditionType.String, ContextKeySupply.Caller, InOrganization),
        Text("aws:PrincipalTag/", ContextKeySupply.Caller, "the caller or its session has a tag of that key"),
        Text("aws:PrincipalType", ContextKeySupply.Caller, "always: Account, User, FederatedUser, AssumedRole or Anonymous"),
        Flag("aws:PrincipalIsAWSService", ContextKeySupply.Caller, "always"),
        Text("aws:PrincipalServiceName", ContextKeySupply.Caller, ServicePrincipal),
        Set("aws:PrincipalServiceNamesList", ConditionType.String, ContextKeySupply.Caller, ServicePrincipal),
        Text("aws:userid", ContextKeySupply.Caller, "always; of a role's session the role's id, a colon and the session's name"),
        Text("aws:username", ContextKeySupply.Caller, "the caller is a user"),
        Text("authz:CredentialUse", ContextKeySupply.Caller, "always: how the caller proved itself, bearer or sigv4"),

        // 6.2
        Date("aws:TokenIssueTime", ContextKeySupply.Caller, TemporaryCredentials),
        Flag("aws:MultiFactorAuthPresent", ContextKeySupply.Caller, TemporaryCredentials + "; absent, not false, for long-term keys"),
        Number("aws:MultiFactorAuthAge", ContextKeySupply.Caller, "the session was made with MFA; seconds"),
        Text("aws:FederatedProvider", ContextKeySupply.Caller, "the session was made by web identity or SAML"),
        Text("aws:SourceIdentity", ContextKeySupply.Caller, "a source identity was set, from then on through role chains"),
        Flag("aws:AssumedRoot", ContextKeySupply.Caller, "the session was made by AssumeRoot"),
        Arn("aws:ChatbotSourceArn", ContextKeySupply.Service, SpecialSession),
        Text("aws:Ec2InstanceSourceVpc", ContextKeySupply.Service, SpecialSession),
        Address("aws:Ec2InstanceSourcePrivateIPv4", ContextKeySupply.Service, SpecialSession),
        Arn("aws:SignInSessionArn", ContextKeySupply.Service, SpecialSession),
        Arn("ec2:SourceInstanceArn", ContextKeySupply.Service, SpecialSession),
        Number("ec2:RoleDelivery", ContextKeySupply.Service, SpecialSession),
        Arn("lambda:SourceFunctionArn", ContextKeySupply.Service, SpecialSession),
        Arn("ssm:SourceInstanceArn", ContextKeySupply.Service, SpecialSession),
        Text("identitystore:UserId", ContextKeySupply.Service, SpecialSession),

        // 6.3
        Address("aws:SourceIp", ContextKeySupply.Service, "the request did not come through a VPC endpoint"),
        Address("aws:VpcSourceIp", ContextKeySupply.Service, ThroughEndpoint),
        Text("aws:SourceVpc", ContextKeySupply.Service, ThroughEndpoint),
        Text("aws:SourceVpce", ContextKeySupply.Service, ThroughEndpoint),
        Arn("aws:SourceVpcArn", ContextKeySupply.Service, ThroughEndpoint),
        Text("aws:VpceAccount", ContextKeySupply.Service, ThroughEndpoint),
        Text("aws:VpceOrgID", ContextKeySupply.Service, ThroughEndpoint),
        Set("aws:VpceOrgPaths", ConditionType.String, ContextKeySupply.Service, ThroughEndpoint),

        // 6.4
        Text("aws:ResourceAccount", ContextKeySupply.Resource, "the resource's owner is known"),
        Text("aws:ResourceOrgID", ContextKeySupply.Resource, "the resource's owner is in the organization"),
        Set("aws:ResourceOrgPaths", ConditionType.String, ContextKeySupply.Resource, "the resource's owner is in the organization"),
        Text("aws:ResourceTag/", ContextKeySupply.Resource, "the resource has a tag of that key"),

        // 6.5
        Text("aws:RequestedRegion", ContextKeySupply.Request, "always; us-east-1 on the global endpoint"),
        Date("aws:CurrentTime", ContextKeySupply.Request, "always"),
        Date("aws:EpochTime", ContextKeySupply.Request, "always; Unix seconds"),
        Flag("aws:SecureTransport", ContextKeySupply.Service, "the service says whether its caller used TLS"),
        Text("aws:UserAgent", ContextKeySupply.Service, "the caller sent it: never a security control"),
        Text("aws:Referer", ContextKeySupply.Service, "the caller sent it: never a security control"),
        Text("aws:RequestTag/", ContextKeySupply.Service, "the request carries a tag of that key"),
        Set("aws:TagKeys", ConditionType.String, ContextKeySupply.Service, "the request carries tags"),
        Arn("aws:SourceArn", ContextKeySupply.Service, ServiceCalls),
        Text("aws:SourceAccount", ContextKeySupply.Service, ServiceCalls),
        Text("aws:SourceOwner", ContextKeySupply.Service, "a service of AWS calls on behalf of that account; aws:SourceAccount has replaced it"),
        Text("aws:SourceOrgID", ContextKeySupply.Service, ServiceCalls),
        Set("aws:SourceOrgPaths", ConditionType.String, ContextKeySupply.Service, ServiceCalls),
        Flag("aws:ViaAWSService", ContextKeySupply.Service, "always; false unless the service says otherwise"),
        Set("aws:CalledVia", ConditionType.String, ContextKeySupply.Service, ForwardedCall),
        Text("aws:CalledViaFirst", ContextKeySupply.Service, ForwardedCall),
        Text("aws:CalledViaLast", ContextKeySupply.Service, ForwardedCall),
        Flag("aws:ViaAWSMCPService", ContextKeySupply.Service, ForwardedCall),
        Text("aws:CalledViaAWSMCP", ContextKeySupply.Service, ForwardedCall),
        Flag("aws:IsMcpServiceAction", ContextKeySupply.Service, ForwardedCall),
        Text("aws:ViaCustomerDomain", ContextKeySupply.Service, ForwardedCall),

        // 6.6
        Text("sts:ExternalId", ContextKeySupply.Issuing, "AssumeRole was called with an external id"),
        Text("sts:RoleSessionName", ContextKeySupply.Issuing, "a role is taken"),
        Text("sts:SourceIdentity", ContextKeySupply.Issuing, "the call sets or carries a source identity"),
        Set("sts:TransitiveTagKeys", ConditionType.String, ContextKeySupply.Issuing, "the call passes transitive tags"),
        Number("sts:DurationSeconds", ContextKeySupply.Issuing, "the call is not AssumeRole and names a duration"),
        Flag("sts:RoleAuthorizedByIdp", ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity"),
        Text("sts:RequestContext/", ContextKeySupply.Service, "trusted identity propagation"),
        Set("sts:RequestContextProviders", ConditionType.Arn, ContextKeySupply.Service, "trusted identity propagation"),
        Text("sts:AWSServiceName", ContextKeySupply.Service, "GetServiceBearerToken"),
        Arn("sts:TaskPolicyArn", ContextKeySupply.Service, "AssumeRoot"),
        Text("sts:SigningAlgorithm", ContextKeySupply.Service, "GetWebIdentityToken"),
        Set("sts:IdentityTokenAudience", ConditionType.String, ContextKeySupply.Service, "GetWebIdentityToken"),
        Text("saml:aud", ContextKeySupply.Issuing, "AssumeRoleWithSAML; the recipient of the assertion"),
        Text("saml:iss", ContextKeySupply.Issuing, "AssumeRoleWithSAML"),
        Text("saml:sub", ContextKeySupply.Issuing, "AssumeRoleWithSAML, and later in the session"),
        Text("saml:sub_type", ContextKeySupply.Issuing, "AssumeRoleWithSAML, and later in the session"),
        Text("saml:doc", ContextKeySupply.Issuing, "AssumeRoleWithSAML"),
        Text("saml:namequalifier", ContextKeySupply.Issuing, "AssumeRoleWithSAML, and later in the session"),
        Text("saml:edupersonorgdn", ContextKeySupply.Issuing, SamlAttribute),
        Text("saml:edupersonprimaryaffiliation", ContextKeySupply.Issuing, SamlAttribute),
        Text("saml:edupersonprimaryorgunitdn", ContextKeySupply.Issuing, SamlAttribute),
        Text("saml:edupersonprincipalname", ContextKeySupply.Issuing, SamlAttribute),
        Set("saml:*", ConditionType.String, ContextKeySupply.Issuing, SamlAttribute),
        Set("*:amr", ConditionType.String, ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity, and later in the session"),
        Text("*:aud", ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity, and later in the session; azp where the token has it"),
        Text("*:oaud", ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity with a token that has azp"),
        Text("*:sub", ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity, and later in the session"),
        Text("*:email", ContextKeySupply.Issuing, "AssumeRoleWithWebIdentity"),
    ];

    private static readonly FrozenDictionary<string, ContextKeyInfo> ByName =
        All.ToFrozenDictionary(static k => k.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ContextKeyInfo>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The entry of a key: its own, else its family's; null for a key that nobody knows.</summary>
    /// <param name="name">The key, in any case.</param>
    public static ContextKeyInfo? Find(ReadOnlySpan<char> name)
    {
        if (Lookup.TryGetValue(name, out ContextKeyInfo? info)) return info.IsFamily ? null : info;
        var slash = name.IndexOf('/');
        if (slash > 0 && slash < name.Length - 1 && Lookup.TryGetValue(name[..(slash + 1)], out info)) return info;
        if (name.StartsWith("saml:", StringComparison.OrdinalIgnoreCase)) return ByName["saml:*"];
        return FindClaim(name);
    }

    /// <summary>Whether a key is multivalued by definition.</summary>
    /// <param name="name">The key, in any case.</param>
    public static bool IsMultivalued(ReadOnlySpan<char> name) => Find(name) is { IsMultivalued: true };

    // a host and perhaps a path; `orders:Tag/x` is a tag of a service
    private static bool IsIssuer(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var slash = text.IndexOf('/');
        return colon > 0 && (slash < 0 || colon < slash) ? text[..colon].Contains('.') : text.ContainsAny('.', '/');
    }

    // a claim of an identity provider: its URL without scheme stands before the last colon
    private static ContextKeyInfo? FindClaim(ReadOnlySpan<char> name)
    {
        var colon = name.LastIndexOf(':');
        if (colon < 1) return null;
        ReadOnlySpan<char> claim = name[(colon + 1)..];
        if (!IsIssuer(name[..colon])) return null;
        return claim switch
        {
            _ when claim.Equals("amr", StringComparison.OrdinalIgnoreCase) => ByName["*:amr"],
            _ when claim.Equals("aud", StringComparison.OrdinalIgnoreCase) => ByName["*:aud"],
            _ when claim.Equals("oaud", StringComparison.OrdinalIgnoreCase) => ByName["*:oaud"],
            _ when claim.Equals("sub", StringComparison.OrdinalIgnoreCase) => ByName["*:sub"],
            _ when claim.Equals("email", StringComparison.OrdinalIgnoreCase) => ByName["*:email"],
            _ => null,
        };
    }

    private static ContextKeyInfo Text(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.String, false, supply, presence);

    private static ContextKeyInfo Arn(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.Arn, false, supply, presence);

    private static ContextKeyInfo Flag(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.Bool, false, supply, presence);

    private static ContextKeyInfo Date(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.Date, false, supply, presence);

    private static ContextKeyInfo Number(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.Numeric, false, supply, presence);

    private static ContextKeyInfo Address(string name, ContextKeySupply supply, string presence) => new(name, ConditionType.IpAddress, false, supply, presence);

    private static ContextKeyInfo Set(string name, ConditionType type, ContextKeySupply supply, string presence) => new(name, type, true, supply, presence);
}
