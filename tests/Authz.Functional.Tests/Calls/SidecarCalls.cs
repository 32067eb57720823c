using Authz.Client;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Calls;

/// <summary>The calls that the tests make again and again.</summary>
internal static class SidecarCalls
{
    public const string Ec2Operator = "arn:aws:iam::111122223333:role/Ec2Operator";
    public const string OrderService = "arn:aws:iam::111122223333:role/OrderService";
    public const string PaymentProcessor = "arn:aws:iam::222233334444:role/PaymentProcessor";
    public const string PartnerAccess = "arn:aws:iam::111122223333:role/PartnerAccess";
    public const string LegacyReporter = "arn:aws:iam::444455556666:role/LegacyReporter";

    /// <summary>AssumeRole, signed.</summary>
    public static Task<IssueTokenResponse> AssumeAsync(
        this TestSidecar sidecar, AccessKeyPair key, string role, Action<IssueTokenRequest>? change = null)
    {
        IssueTokenRequest request = Assume(role, change);
        request.Caller = key.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow(), ScopeOf(request.Region));
        return sidecar.Client.IssueTokenAsync(request);
    }

    /// <summary>AssumeRole by the bearer of a session token.</summary>
    public static Task<IssueTokenResponse> ChainAsync(
        this TestSidecar sidecar, IssueTokenResponse session, string role, Action<IssueTokenRequest>? change = null)
    {
        IssueTokenRequest request = Assume(role, change);
        request.Caller = new Caller { SessionToken = session.Credentials.SessionToken };
        return sidecar.Client.IssueTokenAsync(request);
    }

    public static IssueTokenRequest Assume(string role, Action<IssueTokenRequest>? change = null)
    {
        var request = new IssueTokenRequest { AssumeRole = new AssumeRoleGrant { RoleArn = role, RoleSessionName = "test" } };
        change?.Invoke(request);
        return request;
    }

    public static Task<AuthorizeResponse> AskAsync(
        this TestSidecar sidecar, IssueTokenResponse session, string action, string resource = "*", string region = "",
        params (string Key, string Value)[] context) =>
        sidecar.Client.AuthorizeAsync(Question(session.Credentials.SessionToken, action, resource, region, context));

    public static AuthorizeRequest Question(
        string token, string action, string resource = "*", string region = "", params (string Key, string Value)[] context)
    {
        var request = new AuthorizeRequest { SessionToken = token, Action = action, Resource = resource, Region = region };
        foreach (var (key, value) in context) request.Context.Add(key, new ContextValues { Values = { value } });
        return request;
    }

    public static Task<RevokeSessionsResponse> RevokeAsync(this TestSidecar sidecar, AccessKeyPair key, string role) =>
        sidecar.RevokeAsync(key, new RevokeSessionsRequest { RoleArn = role });

    public static Task<KillSigningKeyResponse> KillAsync(this TestSidecar sidecar, AccessKeyPair key, string keyId)
    {
        var request = new KillSigningKeyRequest { KeyId = keyId };
        request.Caller = key.Sign(request, "AdministrationService/KillSigningKey", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.KillSigningKeyAsync(request);
    }

    public static Task<ListRevocationsResponse> ListRevocationsAsync(this TestSidecar sidecar, AccessKeyPair key)
    {
        var request = new ListRevocationsRequest();
        request.Caller = key.Sign(request, "AdministrationService/ListRevocations", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.ListRevocationsAsync(request);
    }

    public static Task<RevokeSessionsResponse> RevokeAsync(this TestSidecar sidecar, AccessKeyPair key, RevokeSessionsRequest request)
    {
        request.Caller = key.Sign(request, "AdministrationService/RevokeSessions", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.RevokeSessionsAsync(request);
    }

    public static Task<ReloadOrganizationResponse> ReloadAsync(this TestSidecar sidecar, AccessKeyPair key)
    {
        var request = new ReloadOrganizationRequest();
        request.Caller = key.Sign(request, "AdministrationService/ReloadOrganization", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.ReloadOrganizationAsync(request);
    }

    public static Task<GetStatusResponse> StatusAsync(this TestSidecar sidecar, AccessKeyPair key)
    {
        var request = new GetStatusRequest();
        request.Caller = key.Sign(request, "AdministrationService/GetStatus", sidecar.Clock.GetUtcNow());
        return sidecar.Administration.GetStatusAsync(request);
    }

    /// <summary>Expects a refusal with a gRPC status and an AWS code.</summary>
    public static async Task<AuthzException> RefusedAsync(StatusCode status, string code, Task call)
    {
        AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => call);
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        return refusal;
    }

    /// <summary>A question that is answered with ALLOW by a sidecar in good health.</summary>
    public static async Task AssertServesAsync(this TestSidecar sidecar)
    {
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, Ec2Operator);
        AuthorizeResponse answer = await sidecar.AskAsync(session, "iam:ListUsers");
        Assert.Equal(Decision.Allow, answer.Decision);
    }

    private static string ScopeOf(string region) => region is "" or "aws-global" ? "us-east-1" : region;
}
