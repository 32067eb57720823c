using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.GetFederationToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.GetFederationToken;

public sealed class GetFederationTokenOperationTests : IDisposable
{
    private const string Bob = $"arn:aws:sts::{World.A}:federated-user/bob";

    private readonly World _world = new();

    public GetFederationTokenOperationTests() => Allow(PolicyText.Allow("s3:*"));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_federated_user_has_its_own_name()
    {
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation);
        Assert.Equal((Bob, $"{World.A}:bob"), (session.Arn, session.FederatedUserId));
        Assert.Equal(TimeSpan.FromSeconds(43200), session.Claims.Expiration - session.Claims.IssuedAt);
        Assert.Equal((SessionKind.FederatedUser, World.Alice.Id), (session.Claims.Kind, session.Claims.UserId));
    }

    [Fact]
    public void V29_A_federated_user_is_known_by_account_and_name()
    {
        Identity bob = _world.Session(_world.Take(_world.Alice(), UserSessions.Federation));
        Assert.Equal((Bob, $"{World.A}:bob", World.A), (bob.Arn, bob.UserId, bob.Account.Id.ToString()));
    }

    [Theory]
    [InlineData("b", false)]
    [InlineData("ab", true)]
    [InlineData("a+b=c,d.e@f-g_h", true)]
    [InlineData("abcdefghijabcdefghijabcdefghijab", true)]
    [InlineData("abcdefghijabcdefghijabcdefghijabc", false)]
    [InlineData("has space", false)]
    [InlineData("a/b", false)]
    public void Names_have_a_form(string name, bool isGood)
    {
        GetFederationTokenRequest request = UserSessions.Federation with { Name = name };
        if (isGood) Assert.Equal(name, _world.Take(_world.Alice(), request).Claims.SessionName);
        else Assert.Contains("`name`", _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(129600, true)]
    [InlineData(129601, false)]
    public void Durations_have_bounds(int seconds, bool isGood)
    {
        GetFederationTokenRequest request = UserSessions.Federation with { DurationSeconds = seconds };
        if (isGood) _world.Take(_world.Alice(), request);
        else _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
    }

    [Fact]
    public void A_roots_federated_user_lasts_an_hour_and_may_what_its_policy_says()
    {
        Identity root = _world.Root();
        IssuedSession session = _world.Take(root, UserSessions.Federation with { DurationSeconds = 7200, Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject")) });
        Assert.Equal(TimeSpan.FromSeconds(3600), session.Claims.Expiration - session.Claims.IssuedAt);
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
    }

    [Fact]
    public void It_needs_permission_and_says_on_what()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("s3:*")) });
        StsError error = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), UserSessions.Federation);
        Assert.Contains($"sts:GetFederationToken on resource: {Bob}", error.Message, StringComparison.Ordinal);
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("sts:GetFederationToken", $"arn:aws:sts::{World.A}:federated-user/b*")) });
        _world.Take(_world.Alice(), UserSessions.Federation);
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), UserSessions.Federation with { Name = "carol" });
    }

    [Fact]
    public void Tags_need_permission_of_their_own()
    {
        GetFederationTokenRequest request = UserSessions.Federation with { Tags = [new("team", "blue")] };
        Assert.Contains("sts:TagSession", _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request).Message, StringComparison.Ordinal);
        Allow(PolicyText.Allow("sts:TagSession", condition: """{ "StringEquals": { "aws:RequestTag/team": "blue" } }"""));
        Assert.Equal(request.Tags, _world.Take(_world.Alice(), request).Claims.Tags);
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request with { Tags = [new("team", "red")] });
        _world.Refuse(StsErrorCode.InvalidParameterValue, _world.Alice(), request with { Tags = [new("team", "blue"), new("Team", "blue")] });
    }

    [Fact]
    public void X12_Without_session_policy_nothing_identity_based_is_allowed()
    {
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation);
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Grant(Bob);
        Assert.True(_world.Ask(session, "s3:GetObject", "arn:aws:s3:::shared/one").IsAllowed);
        // who names the user behind it does not name the federated user
        Grant(World.Alice.Arn);
        Assert.False(_world.Ask(session, "s3:GetObject", "arn:aws:s3:::shared/one").IsAllowed);
    }

    [Fact]
    public void X13_The_session_may_what_user_and_session_policy_both_allow()
    {
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation with
        {
            Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject"), PolicyText.Allow("ec2:*")),
        });
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
        Assert.False(_world.Ask(session, "ec2:RunInstances").IsAllowed);
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("ec2:*")) });
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.True(_world.Ask(session, "ec2:RunInstances").IsAllowed);
    }

    [Fact]
    public void Managed_session_policies_are_of_the_callers_account()
    {
        var arn = $"arn:aws:iam::{World.A}:policy/Readers";
        _world.With($"accounts/{World.A}/policies/Readers.json", PolicyText.Document(PolicyText.Allow("s3:GetObject")));
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation with { PolicyArns = [arn] });
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
        _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), UserSessions.Federation with { PolicyArns = [$"arn:aws:iam::{World.B}:policy/Readers"] });
        _world.Refuse(StsErrorCode.MalformedPolicyDocument, _world.Alice(), UserSessions.Federation with { Policy = "{" });
    }

    [Fact]
    public void T22_A_federated_user_calls_nothing_but_who_it_is()
    {
        Identity bob = _world.Session(_world.Take(_world.Alice(), UserSessions.Federation with { Policy = PolicyText.Document(PolicyText.Allow("*")) }));
        _world.Refuse(StsErrorCode.AccessDenied, bob, World.Request());
        _world.Refuse(StsErrorCode.AccessDenied, bob, UserSessions.Federation);
        _world.Refuse(StsErrorCode.AccessDenied, bob);
        Assert.Equal(StsErrorCode.AccessDenied, SessionRestrictions.Check(bob, "sts:GetAccessKeyInfo").Code);
        Assert.False(SessionRestrictions.Check(bob, "sts:GetCallerIdentity").IsError);
    }

    [Theory]
    [InlineData("""{ "StringEquals": { "aws:PrincipalType": "FederatedUser", "aws:userid": "111122223333:bob" } }""", true)]
    [InlineData("""{ "ArnEquals": { "aws:PrincipalArn": "arn:aws:sts::111122223333:federated-user/bob" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:PrincipalTag/own": "user", "aws:PrincipalTag/both": "session", "aws:PrincipalTag/new": "session" } }""", true)]
    [InlineData("""{ "Bool": { "aws:MultiFactorAuthPresent": "false" }, "Null": { "aws:TokenIssueTime": "false" } }""", true)]
    [InlineData("""{ "Null": { "aws:username": "false" } }""", false)]
    [InlineData("""{ "Null": { "aws:MultiFactorAuthAge": "false" } }""", false)]
    public void The_keys_are_the_federated_users(string condition, bool isAllowed)
    {
        _world.With(World.Alice with
        {
            Tags = [("own", "user"), ("both", "user")],
            Policy = PolicyText.Document(PolicyText.Allow("sts:*"), PolicyText.Allow("s3:GetObject", condition: condition)),
        });
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation with
        {
            Policy = PolicyText.Document(PolicyText.Allow("s3:*")),
            Tags = [new("Both", "session"), new("new", "session")],
        });
        Assert.Equal(isAllowed, _world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void The_session_dies_with_its_user()
    {
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Federation);
        _world.Without(World.Alice.File);
        Assert.Equal(AuthorizationReason.PrincipalNotFound, _world.Ask(session, "s3:GetObject").Reason);
    }

    private void Grant(string principal) => _world.With($"accounts/{World.A}/resources/shared.json", $$"""
        { "Resource": "arn:aws:s3:::shared/*", "Policy": {{PolicyText.ResourcePolicy(principal, "s3:GetObject")}} }
        """);

    private void Allow(string statement) => _world.With(World.Alice with
    {
        Policy = PolicyText.Document(PolicyText.Allow("sts:GetFederationToken"), statement),
    });
}
