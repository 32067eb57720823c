using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.AssumeRole;

public sealed class TrustEvaluationTests : IDisposable
{
    private static readonly string MayAll = PolicyText.Document(PolicyText.Allow("*"));
    private static readonly string MayS3 = PolicyText.Document(PolicyText.Allow("s3:*"));
    private static readonly UserSketch Bare = new("bare") { Account = World.B };
    private static readonly string Account = $"arn:aws:iam::{World.B}:root";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void T01_Across_accounts_the_caller_must_be_allowed_too()
    {
        _world.With(World.Alice with { Policy = null });
        Expect(false, _world.Alice());
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("9", false)]
    [InlineData("9x", false)] // no number: the Deny cannot read it
    public void What_a_Deny_cannot_read_lets_nobody_in(string level, bool isIssued)
    {
        _world.With(World.Deploy with
        {
            Trust = PolicyText.Document(
                PolicyText.TrustStatement($"arn:aws:iam::{World.A}:root", "\"sts:AssumeRole\", \"sts:TagSession\""),
                PolicyText.TrustStatement("*", "\"sts:TagSession\"", """{ "NumericGreaterThan": { "aws:RequestTag/level": "3" } }""", "Deny")),
        });
        Expect(isIssued, _world.Alice(), World.Request() with { Tags = [new("level", level)] });
    }

    [Fact]
    public void T02_Across_accounts_the_trust_must_name_the_caller()
    {
        Trusting(World.B);
        Expect(false, _world.Alice());
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:user/bare", true)]
    [InlineData("arn:aws:iam::444455556666:root", false)]
    [InlineData("444455556666", false)]
    [InlineData("*", true)]
    [InlineData("arn:aws:iam::444455556666:user/other", false)]
    [InlineData("arn:aws:iam::111122223333:root", false)]
    public void T03_T04_T05_T06_Within_an_account_who_is_named_needs_no_policy_and_an_account_delegates(string principal, bool isIssued)
    {
        _world.With(Bare);
        Trusting(principal);
        Expect(isIssued, _world.User(Bare));
    }

    [Fact]
    public void T04_An_account_that_is_trusted_lets_its_policies_decide()
    {
        UserSketch user = Bare with { Policy = MayAll };
        _world.With(user);
        Trusting(Account);
        Expect(true, _world.User(user));
    }

    [Fact]
    public void T07_Across_accounts_everybody_still_needs_a_policy()
    {
        _world.With(World.Alice with { Policy = null });
        Trusting("*");
        Expect(false, _world.Alice());
    }

    [Fact]
    public void T08_A_deny_of_the_caller_wins_over_trust()
    {
        UserSketch user = Bare with { Policy = PolicyText.Document(PolicyText.Deny("sts:AssumeRole")) };
        _world.With(user);
        Trusting(user.Arn);
        Expect(false, _world.User(user));
    }

    [Fact]
    public void A_deny_of_the_trust_wins_over_policies()
    {
        _world.With(World.Deploy with
        {
            Trust = PolicyText.Document(
                PolicyText.TrustStatement("*"), PolicyText.TrustStatement(World.Alice.Arn, effect: "Deny")),
        });
        Expect(false, _world.Alice());
    }

    [Fact]
    public void T09_A_boundary_does_not_limit_a_user_who_is_named()
    {
        UserSketch user = Bare with { Boundary = $"arn:aws:iam::{World.B}:policy/OnlyS3" };
        _world.With($"accounts/{World.B}/policies/OnlyS3.json", MayS3).With(user);
        Trusting(user.Arn);
        Expect(true, _world.User(user));
    }

    [Fact]
    public void T09_A_boundary_limits_the_session_of_a_role_that_is_named()
    {
        RoleSketch first = First() with { Boundary = $"arn:aws:iam::{World.B}:policy/OnlyS3" };
        _world.With($"accounts/{World.B}/policies/OnlyS3.json", MayS3).With(first);
        Trusting(first.Arn);
        Expect(false, SessionOf(first));
    }

    [Fact]
    public void T10_A_session_policy_limits_the_session_of_a_role_that_is_named()
    {
        _world.With(First());
        Trusting(First().Arn);
        Expect(true, SessionOf(First()));
        Expect(false, SessionOf(First(), MayS3));
    }

    [Fact]
    public void T11_A_session_policy_does_not_limit_a_session_that_is_named()
    {
        _world.With(First());
        Trusting($"arn:aws:sts::{World.B}:assumed-role/First/s-1");
        Expect(true, SessionOf(First(), MayS3));
    }

    [Fact]
    public void T12_A_user_made_anew_is_not_the_one_who_was_trusted()
    {
        UserSketch user = Bare with { Id = "AIDAEXAMPLEBARE000001" };
        _world.With(user);
        Trusting(user.Id!);
        Expect(true, _world.User(user));
        _world.With(user with { Id = "AIDAEXAMPLEBARE000002" });
        Expect(false, _world.User(user));
    }

    [Fact]
    public void T13_A_role_does_not_trust_itself()
    {
        _world.With(World.Deploy with { Policy = MayAll });
        Expect(false, _world.Session(_world.Take(_world.Alice(), World.Request())));
    }

    [Fact]
    public void T14_A_role_takes_itself_when_its_trust_names_it()
    {
        _world.With(World.Deploy with
        {
            MaxSessionDuration = 43200,
            Trust = PolicyText.Document(PolicyText.TrustStatement(World.A), PolicyText.TrustStatement(World.Deploy.Arn)),
        });
        Identity caller = _world.Session(_world.Take(_world.Alice(), World.Request()));
        IssuedSession second = _world.Take(caller, World.Request() with { RoleSessionName = "other" });
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Deploy/other", second.Arn);
        _world.Refuse(StsErrorCode.ValidationError, caller, World.Request() with { DurationSeconds = 3601 });
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("ext-2", false)]
    [InlineData("EXT-1", false)]
    [InlineData("ext-1", true)]
    public void T15_T18_An_external_id_that_is_asked_for_must_be_right(string? id, bool isIssued)
    {
        Trusting(World.A, """{ "StringEquals": { "sts:ExternalId": "ext-1" } }""");
        Expect(isIssued, _world.Alice(), World.Request() with { ExternalId = id });
    }

    [Fact]
    public void T16_An_external_id_that_nobody_asks_for_does_no_harm() =>
        Expect(true, _world.Alice(), World.Request() with { ExternalId = "ext-1" });

    [Theory]
    [InlineData("alice", true)]
    [InlineData("bob", false)]
    public void T30_The_session_name_can_be_bound_to_the_user(string name, bool isIssued)
    {
        Trusting(World.A, """{ "StringEquals": { "sts:RoleSessionName": "${aws:username}" } }""");
        Expect(isIssued, _world.Alice(), World.Request() with { RoleSessionName = name });
    }

    [Fact]
    public void T30_A_role_session_has_no_user_name()
    {
        _world.With(First() with { Policy = MayAll });
        Trusting("*", """{ "StringEquals": { "sts:RoleSessionName": "${aws:username}" } }""");
        Expect(false, SessionOf(First()), World.Request() with { RoleSessionName = "First" });
    }

    [Fact]
    public void T31_A_service_control_policy_of_the_caller_denies()
    {
        _world.With("policies/service-control/NoRoles.json", PolicyText.Document(PolicyText.Deny("sts:AssumeRole")))
            .WithAccount(World.A, """, "ServiceControlPolicies": [ "FullAWSAccess", "NoRoles" ]""");
        Expect(false, _world.Alice());
    }

    [Fact]
    public void A_resource_control_policy_of_the_role_denies()
    {
        _world.With("policies/resource-control/NoStrangers.json", """
            { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*",
              "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "444455556666" } } } }
            """).WithAccount(World.B, """, "ResourceControlPolicies": [ "NoStrangers" ]""");
        Expect(false, _world.Alice());
    }

    [Theory]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("aws:PrincipalAccount", "111122223333")]
    [InlineData("aws:PrincipalTag/team", "orders")]
    [InlineData("aws:RequestedRegion", "eu-west-1")]
    [InlineData("aws:userid", "AIDAEXAMPLEALICE00001")]
    [InlineData("aws:username", "alice")]
    [InlineData("aws:ResourceAccount", "444455556666")]
    [InlineData("aws:ResourceTag/stage", "test")]
    [InlineData("aws:ViaAWSService", "false")]
    [InlineData("sts:RoleSessionName", "s-1")]
    [InlineData("sts:SourceIdentity", "ana")]
    [InlineData("authz:CredentialUse", "sigv4")]
    public void Trust_sees(string key, string value)
    {
        _world.With(World.Alice with { Tags = [("team", "orders")] });
        RoleSketch role = World.Deploy with
        {
            Tags = [("stage", "test")],
            Trust = PolicyText.Trust(
                "*", "\"sts:*\"", $$"""{ "StringEquals": { "{{key}}": "{{value}}" } }"""),
        };
        _world.With(role);
        Expect(true, _world.Alice(), World.Request() with { SourceIdentity = "ana" });
        _world.With(role with { Trust = role.Trust.Replace($"\"{value}\"", "\"else\"", StringComparison.Ordinal) });
        Expect(false, _world.Alice(), World.Request() with { SourceIdentity = "ana" });
    }

    [Fact]
    public void Trust_sees_the_role_behind_a_session_and_not_the_session()
    {
        _world.With(First() with { Policy = MayAll });
        Trusting("*", $$"""{ "ArnEquals": { "aws:PrincipalArn": "{{First().Arn}}" } }""");
        Expect(true, SessionOf(First()));
    }

    private static RoleSketch First() => new("First", PolicyText.Trust("*", "\"sts:*\""));

    private Identity SessionOf(RoleSketch role, string? policy = null)
    {
        UserSketch user = Bare with { Policy = MayAll };
        _world.With(user);
        return _world.Session(_world.Take(_world.User(user), World.Request(role.Arn) with { Policy = policy }));
    }

    private void Trusting(string principal, string? condition = null) =>
        _world.With(World.Deploy with { Trust = PolicyText.Trust(principal, condition: condition) });

    private void Expect(bool isIssued, Identity caller, AssumeRoleRequest? request = null)
    {
        if (isIssued) _world.Take(caller, request ?? World.Request());
        else _world.Refuse(StsErrorCode.AccessDenied, caller, request ?? World.Request());
    }
}
