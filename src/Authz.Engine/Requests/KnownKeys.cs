using System.Globalization;
using System.Net;
using Authz.Policies.Conditions;
using Authz.Policies.Names;

namespace Authz.Engine.Requests;

/// <summary>The keys that the sidecar gives values (reference section 6).</summary>
public static class KnownKeys
{
    public static readonly KnownKey<Arn> PrincipalArn = OfArn("aws:PrincipalArn");
    public static readonly KnownKey<AccountId> PrincipalAccount = OfAccount("aws:PrincipalAccount");
    public static readonly KnownKey<string> PrincipalOrgId = OfText("aws:PrincipalOrgID");
    public static readonly KnownKey<string[]> PrincipalOrgPaths = OfTexts("aws:PrincipalOrgPaths");
    public static readonly KnownKeyFamily PrincipalTag = new("aws:PrincipalTag/");
    public static readonly KnownKey<string> PrincipalType = OfText("aws:PrincipalType");
    public static readonly KnownKey<bool> PrincipalIsAwsService = OfFlag("aws:PrincipalIsAWSService");
    public static readonly KnownKey<string> UserId = OfText("aws:userid");
    public static readonly KnownKey<string> UserName = OfText("aws:username");
    public static readonly KnownKey<string> CredentialUse = OfText("authz:CredentialUse");
    public static readonly KnownKey<DateTimeOffset> TokenIssueTime = OfDate("aws:TokenIssueTime");
    public static readonly KnownKey<bool> MultiFactorAuthPresent = OfFlag("aws:MultiFactorAuthPresent");
    public static readonly KnownKey<TimeSpan> MultiFactorAuthAge = OfSeconds("aws:MultiFactorAuthAge");
    public static readonly KnownKey<string> FederatedProvider = OfText("aws:FederatedProvider");
    public static readonly KnownKey<string> SourceIdentity = OfText("aws:SourceIdentity");
    public static readonly KnownKey<AccountId> ResourceAccount = OfAccount("aws:ResourceAccount");
    public static readonly KnownKey<string> ResourceOrgId = OfText("aws:ResourceOrgID");
    public static readonly KnownKey<string[]> ResourceOrgPaths = OfTexts("aws:ResourceOrgPaths");
    public static readonly KnownKeyFamily ResourceTag = new("aws:ResourceTag/");
    public static readonly KnownKey<string> RequestedRegion = OfText("aws:RequestedRegion");
    public static readonly KnownKey<DateTimeOffset> CurrentTime = OfDate("aws:CurrentTime");

    public static readonly KnownKey<DateTimeOffset> EpochTime = new(
        "aws:EpochTime", ConditionType.Date, static v => ContextValue.Of(new MomentValue(v, isEpoch: true)));

    public static readonly KnownKeyFamily RequestTag = new("aws:RequestTag/");
    public static readonly KnownKey<string[]> TagKeys = OfTexts("aws:TagKeys");
    public static readonly KnownKey<bool> ViaAwsService = OfFlag("aws:ViaAWSService");
    public static readonly KnownKey<IPAddress> SourceIp = OfAddress("aws:SourceIp");
    public static readonly KnownKey<bool> SecureTransport = OfFlag("aws:SecureTransport");
    public static readonly KnownKey<string> ExternalId = OfText("sts:ExternalId");
    public static readonly KnownKey<string> RoleSessionName = OfText("sts:RoleSessionName");
    public static readonly KnownKey<TimeSpan> DurationSeconds = OfSeconds("sts:DurationSeconds");
    public static readonly KnownKey<string> SetSourceIdentity = OfText("sts:SourceIdentity");
    public static readonly KnownKey<string[]> TransitiveTagKeys = OfTexts("sts:TransitiveTagKeys");

    /// <summary>A claim of an OpenID Connect provider's token: <c>host/path:claim</c>.</summary>
    /// <param name="provider">The provider's URL without scheme.</param>
    /// <param name="claim">The claim.</param>
    public static ContextKey ClaimOf(string provider, string claim) => new($"{provider}:{claim}");

    private static KnownKey<string> OfText(string name) => new(name, ConditionType.String, ContextValue.Of);

    private static KnownKey<string[]> OfTexts(string name) => new(name, ConditionType.String, ContextValue.OfSet);

    private static KnownKey<AccountId> OfAccount(string name) => new(name, ConditionType.String, static v => ContextValue.Of(v.ToString()));

    private static KnownKey<Arn> OfArn(string name) => new(name, ConditionType.Arn, static v => ContextValue.Of(v.Text));

    private static KnownKey<bool> OfFlag(string name) => new(name, ConditionType.Bool, static v => ContextValue.Of(v ? "true" : "false"));

    // an IPv4 address is one, however the socket calls it, and of IPv6 the zone is nobody's but this machine's
    private static KnownKey<IPAddress> OfAddress(string name) => new(name, ConditionType.IpAddress, static v => ContextValue.Of(
        v.IsIPv4MappedToIPv6 ? v.MapToIPv4().ToString() : new IPAddress(v.GetAddressBytes()).ToString()));

    private static KnownKey<TimeSpan> OfSeconds(string name) =>
        new(name, ConditionType.Numeric, static v => ContextValue.Of(((long)v.TotalSeconds).ToString(CultureInfo.InvariantCulture)));

    private static KnownKey<DateTimeOffset> OfDate(string name) =>
        new(name, ConditionType.Date, static v => ContextValue.Of(new MomentValue(v, isEpoch: false)));
}
