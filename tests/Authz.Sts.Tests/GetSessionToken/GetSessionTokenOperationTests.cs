using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.GetSessionToken;

public sealed class GetSessionTokenOperationTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_request_as_a_text_has_no_code() => Assert.DoesNotContain(
        "287082", (UserSessions.Session with { SerialNumber = "GAHT12345678", TokenCode = "287082" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void M01_Without_parameters_it_lasts_twelve_hours()
    {
        IssuedSession session = _world.Take(_world.Alice());
        Assert.Equal(TimeSpan.FromSeconds(43200), session.Claims.Expiration - session.Claims.IssuedAt);
        Assert.Equal((SessionKind.User, World.Alice.Id, World.Alice.AccessKeyId), (session.Claims.Kind, session.Claims.UserId, session.Claims.ParentKeyId));
        Assert.StartsWith("ASIA", session.Claims.AccessKeyId, StringComparison.Ordinal);
        Assert.Null(session.PackedPolicySize);
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(129600, true)]
    [InlineData(129601, false)]
    public void M02_Durations_have_bounds(int seconds, bool isGood)
    {
        GetSessionTokenRequest request = UserSessions.Session with { DurationSeconds = seconds };
        if (!isGood)
        {
            _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
            return;
        }

        IssuedSession session = _world.Take(_world.Alice(), request);
        Assert.Equal(TimeSpan.FromSeconds(seconds), session.Claims.Expiration - session.Claims.IssuedAt);
    }

    [Theory]
    [InlineData(7200, 3600)]
    [InlineData(1800, 1800)]
    [InlineData(null, 3600)]
    public void M03_A_roots_session_is_lowered_to_an_hour(int? asked, int expected)
    {
        IssuedSession session = _world.Take(_world.Root(), UserSessions.Session with { DurationSeconds = asked });
        Assert.Equal(TimeSpan.FromSeconds(expected), session.Claims.Expiration - session.Claims.IssuedAt);
        Assert.Equal(SessionKind.Root, session.Claims.Kind);
    }

    [Fact]
    public void No_policy_can_refuse_it()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Deny("*")) });
        _world.Take(_world.Alice());
    }

    [Fact]
    public void V29_The_session_is_the_user_and_the_roots_is_the_root()
    {
        Identity alice = _world.Session(_world.Take(_world.Alice()));
        Assert.Equal((World.Alice.Arn, World.Alice.Id!, World.A), (alice.Arn, alice.UserId, alice.Account.Id.ToString()));
        Identity root = _world.Session(_world.Take(_world.Root()));
        Assert.Equal(($"arn:aws:iam::{World.A}:root", World.A), (root.Arn, root.UserId));
    }

    [Fact]
    public void The_session_may_what_the_user_may()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject")) });
        IssuedSession session = _world.Take(_world.Alice());
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
        Assert.True(_world.Ask(_world.Take(_world.Root()), "s3:PutObject").IsAllowed);
    }

    [Theory]
    [InlineData("""{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }""", true)]
    [InlineData("""{ "Null": { "aws:TokenIssueTime": "false" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:username": "alice", "aws:PrincipalType": "User", "aws:PrincipalTag/team": "blue" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:userid": "AIDAEXAMPLEALICE00001", "authz:CredentialUse": "bearer" } }""", true)]
    [InlineData("""{ "NumericEquals": { "aws:MultiFactorAuthAge": "60" } }""", true)]
    [InlineData("""{ "Null": { "aws:SourceIdentity": "false" } }""", false)]
    public void The_keys_are_the_users_and_those_of_temporary_credentials(string condition, bool isAllowed)
    {
        _world.With(World.Alice with
        {
            Devices = [DeviceSketch.Alice],
            Tags = [("team", "blue")],
            Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject", condition: condition)),
        });
        IssuedSession session = _world.Take(_world.Alice(), UserSessions.Session with
        {
            SerialNumber = DeviceSketch.Alice.SerialNumber,
            TokenCode = DeviceSketch.Alice.CodeAt(_world.Clock.Now),
        });
        _world.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(isAllowed, _world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void M12_Long_term_keys_have_no_key_of_mfa_and_sessions_without_it_say_false()
    {
        _world.With(World.Alice with
        {
            Policy = PolicyText.Document(
                PolicyText.Allow("s3:GetObject", condition: """{ "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }"""),
                PolicyText.Allow("s3:PutObject"),
                PolicyText.Deny("s3:PutObject", condition: """{ "Bool": { "aws:MultiFactorAuthPresent": "false" } }""")),
        });
        Identity alice = _world.Alice();
        Assert.True(_world.Ask(alice, Callers.Query("", "s3:GetObject")).IsAllowed);
        Assert.True(_world.Ask(alice, Callers.Query("", "s3:PutObject")).IsAllowed);
        IssuedSession session = _world.Take(alice);
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:PutObject").IsAllowed);
    }

    [Fact]
    public void M13_The_session_dies_with_the_user()
    {
        IssuedSession session = _world.Take(_world.Alice());
        _world.Without(World.Alice.File);
        ExpectGone(session);
    }

    [Fact]
    public void M13_The_session_dies_with_the_key_that_asked_for_it()
    {
        IssuedSession session = _world.Take(_world.Alice());
        _world.With(World.Alice with { KeyStatus = "Inactive" });
        ExpectGone(session);
        _world.With(World.Alice);
        _world.Session(session);
    }

    [Fact]
    public void A_user_of_the_same_name_is_another()
    {
        IssuedSession session = _world.Take(_world.Alice());
        _world.With(World.Alice with { Id = "AIDAEXAMPLEALICE00002" });
        ExpectGone(session);
    }

    [Fact]
    public void A_key_that_was_given_to_somebody_else_is_not_the_users()
    {
        IssuedSession root = _world.Take(_world.Root());
        _world.WithAccount(World.A).With($"accounts/{World.A}/users/eve.json", $$"""
            { "UserName": "eve", "AccessKeys": [ { "AccessKeyId": "{{UserSessions.RootKeyId}}", "SecretAccessKey": "EXAMPLE-secret", "Status": "Active" } ] }
            """);
        ExpectGone(root);
    }

    [Fact]
    public void T21_A_session_that_takes_a_role_gets_an_hour()
    {
        _world.With(World.Deploy with { MaxSessionDuration = 43200 });
        Identity session = _world.Session(_world.Take(_world.Alice()));
        _world.Refuse(StsErrorCode.ValidationError, session, World.Request() with { DurationSeconds = 7200 });
        IssuedSession role = _world.Take(session, World.Request() with { DurationSeconds = 3600 });
        Assert.Equal(World.Alice.Id, Assert.Single(role.Claims.Chain).RoleId);
    }

    [Fact]
    public void T23_A_roles_session_cannot_ask()
    {
        Identity role = _world.Session(_world.Take(_world.Alice(), World.Request()));
        _world.Refuse(StsErrorCode.AccessDenied, role);
        _world.Refuse(StsErrorCode.AccessDenied, role, UserSessions.Federation);
    }

    [Fact]
    public void T24_A_session_can_take_a_role_and_ask_who_it_is_and_no_more()
    {
        Identity session = _world.Session(_world.Take(_world.Alice()));
        _world.Refuse(StsErrorCode.AccessDenied, session, UserSessions.Federation);
        _world.Refuse(StsErrorCode.AccessDenied, session);
        _world.Take(session, World.Request());
        foreach (var action in (string[])["sts:GetAccessKeyInfo", "sts:DecodeAuthorizationMessage", "sts:GetFederationToken"])
            Assert.Equal(StsErrorCode.AccessDenied, SessionRestrictions.Check(session, action).Code);
        Assert.False(SessionRestrictions.Check(session, "sts:GetCallerIdentity").IsError);
    }

    [Fact]
    public void A_roots_session_takes_no_role() =>
        _world.Refuse(StsErrorCode.AccessDenied, _world.Session(_world.Take(_world.Root())), World.Request());

    [Fact]
    public void A_cut_of_the_user_reaches_the_session_and_the_roles_it_took()
    {
        IssuedSession session = _world.Take(_world.Alice());
        IssuedSession role = _world.Take(_world.Session(session), World.Request());
        _world.Revocations.RevokeSessionsOf(World.Alice.Id!);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(session, "s3:GetObject").Reason);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(role, "s3:GetObject").Reason);
    }

    [Fact]
    public void Endpoints_and_scopes_are_the_callers_accounts()
    {
        _world.WithAccount(World.A, """, "DeactivatedStsRegions": ["eu-west-1"] """);
        _world.Refuse(StsErrorCode.RegionDisabledException, _world.Alice());
        GetSessionTokenRequest request = UserSessions.Session with { Endpoint = new StsEndpoint(false, "eu-west-2"), RegionScope = ["eu-west-2"] };
        Assert.Equal(["eu-west-2"], _world.Take(_world.Alice(), request).Claims.RegionScope);
        _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request with { RegionScope = [World.OptIn] });
    }

    private void ExpectGone(IssuedSession session)
    {
        Assert.Equal(IdentityStatus.PrincipalNotFound, _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region).Status);
        Assert.Equal(AuthorizationReason.PrincipalNotFound, _world.Ask(session, "s3:GetObject").Reason);
        Assert.Equal(
            StsErrorCode.InvalidClientTokenId,
            IdentityErrors.ErrorOf(_world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region)).Code);
    }
}
