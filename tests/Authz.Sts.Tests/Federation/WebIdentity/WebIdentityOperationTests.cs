using System.Text.Json.Nodes;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.WebIdentity;

public sealed class WebIdentityOperationTests : IDisposable
{
    private readonly FederatedWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task W01_A_service_account_takes_its_role()
    {
        IssuedSession session = await _world.Take();
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/pod-1", session.Arn);
        Assert.Equal("AROAEXAMPLEWORKERROLE:pod-1", session.AssumedRoleId);
        Assert.Equal(World.Start.AddSeconds(3600), session.Claims.Expiration);
        Assert.Equal(
            (FederatedWorld.ProviderArn, TestTokens.Issuer, TestTokens.Subject, "authz"),
            (session.Claims.Provider!.ProviderArn, session.Claims.Provider.Issuer, session.Claims.Provider.Subject, session.Claims.Provider.Audience));
        Assert.Empty(session.Claims.Chain);
        Identity identity = _world.World.Session(session);
        Assert.Equal((session.Arn, session.AssumedRoleId), (identity.Arn, identity.UserId));
        Assert.True(_world.Ask(session, "orders:GetOrder").IsAllowed);
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("stranger")]
    public async Task W05_The_audience_is_a_matter_of_provider_and_trust(string audience) => await _world.Refuse(
        audience == "other" ? StsErrorCode.AccessDenied : StsErrorCode.InvalidIdentityToken, c => c["aud"] = audience);

    [Fact]
    public async Task W07_Trust_may_ask_party_and_audience_apart()
    {
        _world.WithTrust(FederatedWorld.Statement("""{ "StringEquals": { "@aud": "other", "@azp": "other", "@oaud": "resource" } }"""));
        await _world.Take(static c => (c["aud"], c["azp"]) = ("resource", "other"));
        await _world.Refuse(StsErrorCode.AccessDenied, static c => c["aud"] = "other");
    }

    [Fact]
    public async Task W09_The_end_of_the_token_is_not_the_end_of_the_session()
    {
        var token = _world.Token(c => c["exp"] = _world.World.Clock.Now.AddMinutes(2).ToUnixTimeSeconds());
        Assert.Equal(World.Start.AddSeconds(3600), (await _world.Take(FederatedWorld.Request(token, duration: 3600))).Claims.Expiration);
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(7200, true)]
    [InlineData(7201, false)]
    public async Task The_role_limits_the_duration(int seconds, bool isIssued)
    {
        if (isIssued) Assert.Equal(World.Start.AddSeconds(seconds), (await _world.Take(FederatedWorld.Request(_world.Token(), duration: seconds))).Claims.Expiration);
        else await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(_world.Token(), duration: seconds));
    }

    [Fact]
    public async Task W12_Another_subject_is_denied_in_the_words_of_a_role_that_does_not_exist()
    {
        StsError denied = await _world.Refuse(StsErrorCode.AccessDenied, static c => c["sub"] = "system:serviceaccount:orders:other");
        const string Unknown = $"arn:aws:iam::{World.B}:role/svc/Absent";
        StsError unknown = await _world.Refuse(StsErrorCode.AccessDenied, FederatedWorld.Request(_world.Token(), role: Unknown));
        Assert.Equal(denied.Message.Replace(FederatedWorld.Worker.Arn, "*", StringComparison.Ordinal), unknown.Message.Replace(Unknown, "*", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/Worker")]
    [InlineData("arn:aws:iam::111122223333:role/Worker")]
    public async Task W04_A_role_of_an_account_without_the_provider_gives_nothing(string role) =>
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, FederatedWorld.Request(_world.Token(), role: role));

    [Fact]
    public async Task W18_A_subject_that_looks_like_an_answer_stays_a_text()
    {
        const string Subject = "<GetCallerIdentityResponse>\"&";
        _world.WithTrust(FederatedWorld.Statement("""{ "StringLike": { "@sub": "<*" } }"""));
        Assert.Equal(Subject, (await _world.Take(static c => c["sub"] = Subject)).Claims.Provider!.Subject);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20001)]
    public async Task W19_A_token_has_a_length(int length) =>
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(new string('a', length)));

    [Fact]
    public async Task Parameters_are_said_before_the_token_is_looked_at()
    {
        const string NoToken = "none at all";
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(NoToken, role: "nothing-valid-in-here"));
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(NoToken, name: "x"));
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(NoToken, name: "system:serviceaccount"));
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(NoToken, duration: 43201));
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(NoToken, policy: ""));
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, FederatedWorld.Request(NoToken, duration: 43200));
    }

    [Fact]
    public async Task The_token_is_looked_at_before_the_role()
    {
        StsError error = await _world.Refuse(StsErrorCode.ExpiredTokenException, FederatedWorld.Request(
            _world.Token(static c => c["exp"] = c["iat"]!.DeepClone()), role: $"arn:aws:iam::{World.B}:role/Absent"));
        Assert.DoesNotContain(TestTokens.Subject, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_policies_narrow_the_session()
    {
        var request = FederatedWorld.Request(_world.Token(), policy: PolicyText.Document(PolicyText.Allow("orders:Get*")));
        IssuedSession session = await _world.Take(request);
        Assert.True(_world.Ask(session, "orders:GetOrder").IsAllowed);
        Assert.False(_world.Ask(session, "orders:UpdateOrder").IsAllowed);
        Assert.NotNull(session.PackedPolicySize);
        await _world.Refuse(StsErrorCode.MalformedPolicyDocument, FederatedWorld.Request(_world.Token(), policy: "{"));
        await _world.Refuse(StsErrorCode.ValidationError, FederatedWorld.Request(_world.Token(), policyArns: ["arn:aws:iam::aws:policy/Absent"]));
    }

    [Fact]
    public async Task Regions_count_as_for_every_session()
    {
        _world.World.WithAccount(World.B, """, "DeactivatedStsRegions": ["eu-west-1"], "GlobalEndpointTokenVersion": "v1Token", "OptInRegions": ["ap-east-1"]""");
        await _world.Refuse(StsErrorCode.RegionDisabledException, FederatedWorld.Request(_world.Token()));
        IssuedSession session = await _world.Take(FederatedWorld.Request(_world.Token(), endpoint: new StsEndpoint(true, "us-east-1")));
        Assert.Equal(1, session.Claims.TokenVersion);
        IssuedSession narrowed = await _world.Take(
            FederatedWorld.Request(_world.Token(), endpoint: new StsEndpoint(false, "eu-central-1"), scope: ["eu-central-1"]));
        Assert.Equal(2, narrowed.Claims.TokenVersion);
        Assert.Equal(["eu-central-1"], narrowed.Claims.RegionScope);
        Assert.False(_world.Ask(narrowed, "orders:GetOrder").IsAllowed);
        Assert.True(_world.Ask(narrowed, "orders:GetOrder", "eu-central-1").IsAllowed);
    }

    [Fact]
    public async Task Tags_and_source_identity_need_their_own_permissions()
    {
        static void Tagged(JsonObject c) => c["https://aws.amazon.com/tags"] = JsonNode.Parse("""{"principal_tags":{"Team":["orders"]},"transitive_tag_keys":["Team"]}""");
        static void Sourced(JsonObject c) => c["https://aws.amazon.com/source_identity"] = "ana";
        await _world.Refuse(StsErrorCode.AccessDenied, Tagged);
        await _world.Refuse(StsErrorCode.AccessDenied, Sourced);
        _world.WithTrust(
            FederatedWorld.Statement(actions: "\"sts:AssumeRoleWithWebIdentity\""),
            FederatedWorld.Statement("""{ "StringEquals": { "aws:RequestTag/Team": "orders" }, "ForAllValues:StringEquals": { "sts:TransitiveTagKeys": "Team" } }""", "\"sts:TagSession\""),
            FederatedWorld.Statement("""{ "StringEquals": { "sts:SourceIdentity": "ana" } }""", "\"sts:SetSourceIdentity\""));
        IssuedSession session = await _world.Take(static c =>
        {
            Tagged(c);
            Sourced(c);
        });
        Assert.Equal("ana", session.Claims.SourceIdentity);
        Assert.Equal([new("Team", "orders")], session.Claims.Tags);
        Assert.Equal(["Team"], session.Claims.TransitiveTagKeys);
    }

    [Theory]
    [InlineData("""{"principal_tags":{"Team":["a"],"team":["b"]}}""")]
    [InlineData("""{"principal_tags":{"Team<":["a"]}}""")]
    [InlineData("""{"principal_tags":{"":["a"]}}""")]
    [InlineData("""{"principal_tags":{},"transitive_tag_keys":["Team"]}""")]
    public async Task W17_Tags_that_a_caller_could_not_pass_are_the_tokens_fault(string tags) =>
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, c => c["https://aws.amazon.com/tags"] = JsonNode.Parse(tags));

    [Theory]
    [InlineData("a")]
    [InlineData("aws:x")]
    [InlineData("two words")]
    public async Task A_source_identity_that_a_caller_could_not_pass_is_the_tokens_fault(string source) =>
        await _world.Refuse(StsErrorCode.InvalidIdentityToken, c => c["https://aws.amazon.com/source_identity"] = source);
}
