using System.Text.Json.Nodes;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Worlds;

/// <summary>A world with a cluster's provider in account B, whose service account may take the role Worker there.</summary>
internal sealed class FederatedWorld : IDisposable
{
    public const string ProviderArn = $"arn:aws:iam::{World.B}:oidc-provider/{TestTokens.Prefix}";

    private readonly IssuerKeys _keys;

    public FederatedWorld()
    {
        _keys = new IssuerKeys(static _ => throw new InvalidOperationException("nothing is to be fetched"), World.Clock, static _ => { });
        var minter = new SessionMinter(Worlds.World.Issuer, new SessionTokenVerifier(World.Clock, Worlds.World.Issuer), World.Clock);
        Operation = new WebIdentityOperation(
            new WebIdentityVerifier(_keys, TimeSpan.FromHours(24), World.Clock), new FederatedRole(minter, World.Clock));
        WithProvider().WithRole(Worker);
    }

    public static TestKey Key { get; } = new("RS256", "rsa");

    public static RoleSketch Worker { get; } = new("Worker", Trust(Statement()))
    {
        Id = "AROAEXAMPLEWORKERROLE",
        Path = "/svc/",
        Policy = PolicyText.Document(PolicyText.Allow("orders:*")),
        MaxSessionDuration = 7200,
    };

    public World World { get; } = new();

    public WebIdentityOperation Operation { get; }

    public static string Trust(params string[] statements) => PolicyText.Document(statements);

    /// <summary>A statement about the provider; conditions on claims as JSON, without the provider's prefix.</summary>
    public static string Statement(
        string condition = $$"""{ "StringEquals": { "@aud": "authz", "@sub": "{{TestTokens.Subject}}" } }""",
        string actions = "\"sts:AssumeRoleWithWebIdentity\"", string effect = "Allow", string provider = ProviderArn) => $$"""
        { "Effect": "{{effect}}", "Principal": { "Federated": "{{provider}}" }, "Action": [ {{actions}} ],
          "Condition": {{condition.Replace("@", TestTokens.Prefix + ":", StringComparison.Ordinal)}} }
        """;

    public FederatedWorld WithProvider(string claims = "[]", string account = Worlds.World.B)
    {
        World.With($"accounts/{account}/providers/cluster.json", $$"""
            { "Type": "oidc", "Url": "{{TestTokens.Issuer}}", "ClientIDList": ["authz", "other"], "ClaimConditionKeys": {{claims}}, "JwksFile": "cluster.jwks" }
            """).With($"accounts/{account}/providers/cluster.jwks", TestTokens.KeySet(Key));
        return this;
    }

    public FederatedWorld WithRole(RoleSketch role)
    {
        World.With(role with { Account = Worlds.World.B });
        return this;
    }

    public FederatedWorld WithTrust(params string[] statements) => WithRole(Worker with { Trust = Trust(statements) });

    public string Token(Action<JsonObject>? claims = null) => Key.Token(World.Clock.Now, claims);

    public static WebIdentityRequest Request(
        string token, string? role = null, int? duration = null, string name = "pod-1", string? policy = null, StsEndpoint? endpoint = null,
        IReadOnlyList<string>? policyArns = null, IReadOnlyList<string>? scope = null) => new()
        {
            Endpoint = endpoint ?? new StsEndpoint(false, Worlds.World.Region),
            RoleArn = role ?? Worker.Arn,
            RoleSessionName = name,
            Token = token,
            DurationSeconds = duration,
            Policy = policy,
            PolicyArns = policyArns ?? [],
            RegionScope = scope ?? [],
            Use = CredentialUse.Bearer,
        };

    public async Task<IssuedSession> Take(WebIdentityRequest request)
    {
        IssueResult result = await Operation.IssueAsync(request, World.Pinned, default);
        Assert.False(result.Error.IsError, $"{result.Error.Code}: {result.Error.Message}");
        return Assert.IsType<IssuedSession>(result.Session);
    }

    public Task<IssuedSession> Take(Action<JsonObject>? claims = null) => Take(Request(Token(claims)));

    public async Task<StsError> Refuse(StsErrorCode code, WebIdentityRequest request)
    {
        IssueResult result = await Operation.IssueAsync(request, World.Pinned, default);
        Assert.Null(result.Session);
        Assert.Equal(code, result.Error.Code);
        return result.Error;
    }

    public Task<StsError> Refuse(StsErrorCode code, Action<JsonObject>? claims = null) => Refuse(code, Request(Token(claims)));

    public AuthorizationAnswer Ask(IssuedSession session, string action, string region = Worlds.World.Region) => World.Ask(session, action, region: region);

    public void Dispose()
    {
        _keys.Dispose();
        World.Dispose();
    }
}
