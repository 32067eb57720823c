using System.Text.Json.Nodes;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation;

/// <summary>What a trust policy can ask of a web identity, and what policies can ask of its session later.</summary>
public sealed class FederatedTrustTests : IDisposable
{
    private readonly FederatedWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Only_its_own_provider_and_action_count()
    {
        _world.WithTrust(FederatedWorld.Statement("""{ "StringEquals": { "@aud": "authz" } }""", provider: $"arn:aws:iam::{World.B}:oidc-provider/elsewhere.example"));
        await _world.Refuse(StsErrorCode.AccessDenied);
        _world.WithTrust(FederatedWorld.Statement(provider: $"arn:aws:iam::{World.A}:oidc-provider/{TestTokens.Prefix}"));
        await _world.Refuse(StsErrorCode.AccessDenied);
        _world.WithTrust(FederatedWorld.Statement(actions: "\"sts:AssumeRole\""));
        await _world.Refuse(StsErrorCode.AccessDenied);
        _world.WithTrust(PolicyText.TrustStatement($"arn:aws:iam::{World.B}:root", "\"sts:AssumeRoleWithWebIdentity\""));
        await _world.Refuse(StsErrorCode.AccessDenied);
    }

    [Fact]
    public async Task A_denial_in_the_trust_policy_decides()
    {
        _world.WithTrust(FederatedWorld.Statement(), FederatedWorld.Statement("""{ "StringEquals": { "@sub": "system:serviceaccount:orders:order-service" } }""", effect: "Deny"));
        await _world.Refuse(StsErrorCode.AccessDenied);
    }

    [Fact]
    public async Task A_denial_that_cannot_read_what_the_token_says_lets_nobody_in()
    {
        _world.WithProvider("""["age"]""").WithTrust(FederatedWorld.Statement(), FederatedWorld.Statement("""{ "NumericLessThan": { "@age": "18" } }""", effect: "Deny"));
        await _world.Take(static c => c["age"] = 18);
        await _world.Refuse(StsErrorCode.AccessDenied, static c => c["age"] = 17);
        await _world.Refuse(StsErrorCode.AccessDenied, static c => c["age"] = "seventeen");
    }

    [Fact]
    public async Task A_set_at_a_key_that_has_one_value_does_not_pass_by_a_denial()
    {
        _world.WithProvider("""["email"]""").WithTrust(FederatedWorld.Statement(), FederatedWorld.Statement("""{ "StringEquals": { "@email": "mallory" } }""", effect: "Deny"));
        await _world.Take(static c => c["email"] = "ana");
        await _world.Refuse(StsErrorCode.AccessDenied, static c => c["email"] = "mallory");
        StsError set = await _world.Refuse(StsErrorCode.InvalidIdentityToken, static c => c["email"] = new JsonArray("mallory"));
        Assert.Contains("its `email` is an array", set.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "StringEquals": { "@repository": "octo/app" } }""", true)]
    [InlineData("""{ "StringEquals": { "@repository": "octo/other" } }""", false)]
    [InlineData("""{ "StringLike": { "@ref": "refs/heads/*" } }""", true)]
    [InlineData("""{ "NumericEquals": { "@run": "7" } }""", true)]
    [InlineData("""{ "Bool": { "@protected": "true" } }""", true)]
    [InlineData("""{ "ForAnyValue:StringEquals": { "@groups": "b" } }""", true)]
    [InlineData("""{ "ForAllValues:StringEquals": { "@groups": "b" } }""", false)]
    [InlineData("""{ "StringEquals": { "@actor": "ana" } }""", false)]
    [InlineData("""{ "ForAnyValue:StringEquals": { "@amr": "mfa" } }""", true)]
    [InlineData("""{ "StringEquals": { "sts:RoleSessionName": "pod-1" } }""", true)]
    [InlineData("""{ "StringEquals": { "sts:RoleSessionName": "${@sub}" } }""", false)]
    [InlineData("""{ "NumericLessThanEquals": { "sts:DurationSeconds": "900" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:ResourceTag/team": "orders" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:ResourceAccount": "444455556666" } }""", true)]
    [InlineData("""{ "Null": { "aws:PrincipalAccount": "true", "aws:userid": "true" } }""", true)]
    public async Task Conditions_see_claims_that_the_provider_lists_and_the_call(string condition, bool isAllowed)
    {
        _world.WithProvider("""["repository", "ref", "run", "protected", "groups"]""")
            .WithRole(FederatedWorld.Worker with { Trust = FederatedWorld.Trust(FederatedWorld.Statement(condition)), Tags = [("team", "orders")] });
        var request = FederatedWorld.Request(
            _world.Token(static c =>
            {
                (c["repository"], c["ref"], c["run"], c["protected"], c["actor"]) = ("octo/app", "refs/heads/main", 7, true, "ana");
                (c["groups"], c["amr"]) = (new JsonArray("a", "b"), new JsonArray("pwd", "mfa"));
            }),
            duration: 900);
        if (isAllowed) await _world.Take(request);
        else await _world.Refuse(StsErrorCode.AccessDenied, request);
    }

    [Fact]
    public async Task Resource_control_policies_of_the_roles_account_count()
    {
        _world.World.With("policies/resource-control/NoCluster.json", $$"""
            { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity", "Resource": "*",
              "Condition": { "StringNotEquals": { "{{TestTokens.Prefix}}:aud": "authz" } } } }
            """).WithAccount(World.B, """, "ResourceControlPolicies": ["NoCluster"]""");
        _world.WithTrust(FederatedWorld.Statement("""{ "StringLike": { "@sub": "system:serviceaccount:orders:*" } }"""));
        await _world.Take();
        await _world.Refuse(StsErrorCode.AccessDenied, static c => c["aud"] = "other");
    }

    [Fact]
    public async Task Service_control_policies_do_not_bind_whom_no_account_has()
    {
        _world.World.With("policies/service-control/NoSts.json", PolicyText.Document(PolicyText.Allow("*"), PolicyText.Deny("sts:*")))
            .WithAccount(World.B, """, "ServiceControlPolicies": ["NoSts"]""");
        await _world.Take();
    }

    [Theory]
    [InlineData("aws:FederatedProvider", FederatedWorld.ProviderArn, true)]
    [InlineData(TestTokens.Prefix + ":sub", TestTokens.Subject, true)]
    [InlineData(TestTokens.Prefix + ":aud", "authz", true)]
    [InlineData(TestTokens.Prefix + ":repository", "octo/app", false)]
    [InlineData(TestTokens.Prefix + ":oaud", "authz", false)]
    public async Task The_session_says_who_vouched_for_whom_and_no_other_claim(string key, string value, bool isAllowed)
    {
        _world.WithProvider("""["repository"]""").WithRole(FederatedWorld.Worker with
        {
            Policy = PolicyText.Document(PolicyText.Allow("orders:*", condition: $$"""{ "StringEquals": { "{{key}}": "{{value}}" } }""")),
        });
        IssuedSession session = await _world.Take(static c => c["repository"] = "octo/app");
        Assert.Equal(isAllowed, _world.Ask(session, "orders:GetOrder").IsAllowed);
    }

    [Fact]
    public async Task The_session_says_how_its_subject_proved_itself()
    {
        _world.WithRole(FederatedWorld.Worker with
        {
            Policy = PolicyText.Document(PolicyText.Allow("orders:*", condition: $$"""{ "ForAnyValue:StringEquals": { "{{TestTokens.Prefix}}:amr": "mfa" } }""")),
        });
        Assert.True(_world.Ask(await _world.Take(static c => c["amr"] = new JsonArray("pwd", "mfa")), "orders:GetOrder").IsAllowed);
        Assert.False(_world.Ask(await _world.Take(static c => c["amr"] = "pwd"), "orders:GetOrder").IsAllowed);
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, static c => c["amr"] = new JsonArray(1));
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, static c => c["amr"] = new JsonArray([.. Enumerable.Range(0, 17).Select(static i => (JsonNode)$"m{i}")]));
    }

    [Theory]
    [InlineData(TestTokens.Prefix + ":sub")]
    [InlineData(TestTokens.Prefix + ":oaud")]
    [InlineData("aws:FederatedProvider")]
    [InlineData("saml:sub")]
    public async Task Nobody_supplies_what_a_provider_says(string key)
    {
        _world.WithRole(FederatedWorld.Worker with
        {
            Policy = PolicyText.Document(PolicyText.Allow("orders:*", condition: $$"""{ "StringEquals": { "{{key}}": "forged" } }""")),
        });
        AuthorizationAnswer answer = _world.World.Ask(await _world.Take(), Callers.Query("", "orders:GetOrder").With((key, "forged")));
        Assert.False(answer.IsAllowed);
    }

    [Fact]
    public async Task A_session_that_is_taken_from_it_has_no_provider()
    {
        _world.WithRole(FederatedWorld.Worker with { Policy = PolicyText.Document(PolicyText.Allow("sts:AssumeRole", PolicyText.EveryRole)) })
            .WithRole(World.Deploy with { Trust = PolicyText.Trust(FederatedWorld.Worker.Arn) });
        IssuedSession first = await _world.Take();
        IssuedSession second = _world.World.Take(_world.World.Session(first), World.Request(World.Deploy.Arn));
        Assert.Null(second.Claims.Provider);
        Assert.Equal(first.Claims.TokenId, Assert.Single(second.Claims.Chain).TokenId);
    }
}
