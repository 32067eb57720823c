using Authz.Engine.Decisions;
using Authz.Engine.Requests;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Authorization;

public sealed class AuthorizerTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_query_as_a_text_has_no_token() =>
        Assert.DoesNotContain("the-token", Callers.Query("the-token", "s3:GetObject").ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_decided_is_denied()
    {
        Assert.False(new AuthorizationAnswer { Reason = default }.IsAllowed);
        foreach (AuthorizationReason reason in Enum.GetValues<AuthorizationReason>())
            Assert.Equal(reason == AuthorizationReason.Allowed, new AuthorizationAnswer { Reason = reason }.IsAllowed);
    }

    [Fact]
    public void A_refused_token_is_a_deny_with_its_reason()
    {
        IssuedSession session = Session();
        Expect(AuthorizationReason.TokenMissing, "");
        Expect(AuthorizationReason.TokenInvalid, "nothing");
        Expect(AuthorizationReason.TokenInvalid, $"{session.SessionToken}A");
        _world.Clock.Advance(TimeSpan.FromSeconds(-61));
        Expect(AuthorizationReason.TokenNotYetValid, session.SessionToken);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Expect(AuthorizationReason.TokenExpired, session.SessionToken);

        void Expect(AuthorizationReason reason, string token)
        {
            AuthorizationAnswer answer = _world.Authorizer.Authorize(Callers.Query(token, "s3:GetObject"), _world.Pinned);
            Assert.Equal(reason, answer.Reason);
            Assert.False(answer.IsAllowed);
            Assert.Null(answer.Identity);
            Assert.NotEmpty(answer.Message);
            Assert.Equal(_world.Snapshot.Revision, answer.PolicyRevision);
        }
    }

    [Theory] // section 4.6
    [InlineData("big", AuthorizationReason.RequestInvalid)]
    [InlineData("50", AuthorizationReason.Allowed)]
    [InlineData("500", AuthorizationReason.ExplicitDeny)]
    public void A_value_that_a_deny_cannot_read_lets_nothing_through(string size, AuthorizationReason reason)
    {
        _world.With(World.Deploy with
        {
            Policy = $$"""
                { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" },
                  { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "NumericGreaterThan": { "orders:Size": 100 } } } ] }
                """,
        });

        AuthorizationAnswer answer = _world.Ask(Session(), Callers.Query("", "s3:GetObject").With(("orders:Size", size)));

        Assert.Equal(reason, answer.Reason);
        Assert.Equal(reason == AuthorizationReason.Allowed, answer.IsAllowed);
        Assert.Equal(reason == AuthorizationReason.RequestInvalid, answer.Message.StartsWith("`orders:size` has a value of another type", StringComparison.Ordinal));
    }

    public static TheoryData<string> ReservedKeys() =>
        [.. Reserved(), .. Reserved().Select(static k => k.ToUpperInvariant()), .. Reserved().Select(static k => k.ToLowerInvariant())];

    [Theory]
    [MemberData(nameof(ReservedKeys))]
    public void A_service_cannot_say_what_the_sidecar_knows(string key)
    {
        _world.With(World.Deploy with
        {
            Policy = PolicyText.Document(PolicyText.Allow("*", condition: $$"""{ "StringLike": { "{{key}}": "forged*" } }""")),
        });
        AuthorizationAnswer answer = _world.Ask(Session(), Callers.Query("", "s3:GetObject").With((key, "forged")));
        Assert.Equal(AuthorizationReason.ImplicitDeny, answer.Reason);
        Assert.Equal([key], answer.IgnoredKeys);
    }

    [Theory]
    [InlineData("aws:ResourceAccount")]
    [InlineData("AWS:RESOURCEORGID")]
    [InlineData("aws:resourceorgpaths")]
    public void A_service_cannot_say_whose_a_resource_is_when_its_name_says_it(string key)
    {
        AuthorizationAnswer answer = _world.Ask(
            Session(), Callers.Query("", "s3:GetObject", $"arn:aws:sqs:eu-west-1:{World.B}:queue").With((key, World.A)));
        Assert.Equal([key], answer.IgnoredKeys);
        Assert.True(answer.IsAllowed);
    }

    [Fact]
    public void A_service_says_what_only_it_knows()
    {
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*", condition: """{ "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }""")) });
        Assert.True(_world.Ask(Session(), Callers.Query("", "s3:GetObject").With(("aws:SourceIp", "192.0.2.7"))).IsAllowed);
        Assert.False(_world.Ask(Session(), Callers.Query("", "s3:GetObject").With(("aws:SourceIp", "198.51.100.7"))).IsAllowed);
    }

    [Fact]
    public void Missing_keys_are_named()
    {
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*", condition: """{ "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }""")) });
        AuthorizationAnswer answer = _world.Ask(Session(), "s3:GetObject");
        Assert.Equal(AuthorizationReason.ImplicitDeny, answer.Reason);
        Assert.Equal(["aws:sourceip"], answer.Explanation.MissingKeys);
    }

    [Fact]
    public void An_explicit_deny_names_statement_and_policy()
    {
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*"), PolicyText.Deny("s3:Put*", sid: "NoPut")) });
        AuthorizationAnswer answer = _world.Ask(Session(), "s3:PutObject");
        Assert.Equal((AuthorizationReason.ExplicitDeny, PolicyLayer.Identity), (answer.Reason, answer.Layer));
        Assert.Contains("`NoPut`", answer.Message, StringComparison.Ordinal);
        Assert.Contains("identity-based policy `own`", answer.Message, StringComparison.Ordinal);
        Assert.Contains("explicitly denies", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explicit_deny_of_a_control_policy_names_it()
    {
        _world.With("policies/service-control/NoPut.json", PolicyText.Document(PolicyText.Deny("s3:Put*")))
            .WithAccount(World.B, """, "ServiceControlPolicies": [ "FullAWSAccess", "NoPut" ]""");
        AuthorizationAnswer answer = _world.Ask(Session(), "s3:PutObject");
        Assert.Equal((AuthorizationReason.ExplicitDeny, PolicyLayer.ServiceControl), (answer.Reason, answer.Layer));
        Assert.Contains("statement 0 of the service control policy `NoPut`", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_allow_names_its_statements_and_has_no_message()
    {
        AuthorizationAnswer answer = _world.Ask(Session(), "s3:GetObject");
        Assert.True(answer.IsAllowed);
        Assert.Equal([(PolicyLayer.ServiceControl, "FullAWSAccess"), (PolicyLayer.Identity, "own")],
            answer.Explanation.MatchedStatements.Select(static s => (s.Layer, s.Policy)).Distinct());
        Assert.Empty(answer.Message);
    }

    [Fact]
    public void A_root_user_acts_by_its_own_right_within_its_account()
    {
        _world.WithAccount(World.A, """
            , "RootAccessKeys": [ { "AccessKeyId": "AKIAEXAMPLEROOT00001", "SecretAccessKey": "EXAMPLE-secret", "Status": "Active" } ]
            """);
        Identity root = _world.Sign("AKIAEXAMPLEROOT00001", "EXAMPLE-secret", null).Identity!;
        AuthorizationAnswer answer = _world.Ask(root, Callers.Query("", "s3:GetObject"));
        Assert.True(answer.IsAllowed);
        Assert.DoesNotContain(answer.Explanation.MatchedStatements, static s => s.Layer == PolicyLayer.Identity);
        Assert.False(_world.Ask(root, Callers.Query("", "sqs:SendMessage", $"arn:aws:sqs:eu-west-1:{World.B}:queue")).IsAllowed);
    }

    [Fact]
    public void An_implicit_deny_names_the_layer()
    {
        AuthorizationAnswer answer = _world.Ask(Session(), "ec2:RunInstances");
        Assert.Equal((AuthorizationReason.ImplicitDeny, PolicyLayer.Identity), (answer.Reason, answer.Layer));
        Assert.Contains("no identity-based policy allows", answer.Message, StringComparison.Ordinal);
        Assert.Empty(answer.Explanation.MatchedStatements);
    }

    [Theory]
    [InlineData("arn:aws:sqs:eu-west-1:444455556666:queue", true)]
    [InlineData("arn:aws:sqs:eu-west-1:111122223333:queue", false)]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:queue", false)]
    [InlineData("arn:aws:s3:::known/object", false)]
    [InlineData("arn:aws:s3:::unknown/object", true)]
    [InlineData("*", true)]
    public void A_resource_of_another_account_needs_a_policy_of_its_own(string resource, bool isAllowed)
    {
        _world.With($"accounts/{World.A}/resources/known.json", """{ "Resource": "arn:aws:s3:::known/*" }""")
            .With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*")) });
        AuthorizationAnswer answer = _world.Ask(Session(), "any:Thing", resource);
        Assert.Equal(isAllowed, answer.IsAllowed);
        if (!isAllowed) Assert.Equal(PolicyLayer.Resource, answer.Layer);
    }

    [Fact]
    public void A_policy_of_a_resource_opens_it_to_another_account_that_allows_it_too()
    {
        _world.With($"accounts/{World.A}/resources/known.json", $$"""
            { "Resource": "arn:aws:s3:::known/*", "Policy": {{PolicyText.ResourcePolicy(World.B, "s3:GetObject")}} }
            """);
        Assert.True(_world.Ask(Session(), "s3:GetObject", "arn:aws:s3:::known/object").IsAllowed);
        Assert.False(_world.Ask(Session(), "s3:PutObject", "arn:aws:s3:::known/object").IsAllowed);
        _world.With(World.Deploy with { Policy = null });
        Assert.False(_world.Ask(Session(), "s3:GetObject", "arn:aws:s3:::known/object").IsAllowed);
    }

    [Theory]
    [InlineData(World.B, true)]
    [InlineData(World.A, false)]
    [InlineData("123456789012", false)]
    [InlineData("12345678901", false)]
    [InlineData("somebody", false)]
    [InlineData("", false)]
    public void A_resource_that_names_no_account_belongs_to_whom_the_service_says(string account, bool isAllowed)
    {
        AuthorizationQuery query = Callers.Query("", "s3:GetObject", "arn:aws:s3:::unknown/object");
        Assert.Equal(isAllowed, _world.Ask(Session(), query.With(("AWS:resourceaccount", account))).IsAllowed);
        Assert.Equal(isAllowed, _world.Ask(Session(), query with { Context = [new(Callers.Key("aws:ResourceAccount"), ContextValue.OfSet([account]))] }).IsAllowed);
    }

    [Fact]
    public void Tags_of_a_known_resource_are_not_forged()
    {
        _world.With($"accounts/{World.B}/resources/known.json", """{ "Resource": "arn:aws:s3:::known/*", "Tags": [ { "Key": "stage", "Value": "live" } ] }""")
            .With(World.Deploy with
            {
                Policy = PolicyText.Document(PolicyText.Allow("*", condition: """{ "StringEquals": { "aws:ResourceTag/stage": "test" } }""")),
            });
        AuthorizationAnswer answer = _world.Ask(
            Session(), Callers.Query("", "s3:GetObject", "arn:aws:s3:::known/object").With(("aws:ResourceTag/STAGE", "test")));
        Assert.False(answer.IsAllowed);
        Assert.Equal(["aws:ResourceTag/STAGE"], answer.IgnoredKeys);
    }

    [Fact]
    public void Time_and_region_are_those_of_the_sidecar()
    {
        _world.With(World.Deploy with
        {
            Policy = PolicyText.Document(PolicyText.Allow("*", condition: """
                { "DateLessThan": { "aws:CurrentTime": "2126-01-02T03:05:00Z" }, "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
                """)),
        });
        IssuedSession session = Session();
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(session, "s3:GetObject", region: "eu-west-2").IsAllowed);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    private static string[] Reserved() =>
    [
        "aws:userid", "aws:username", "aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SourceIdentity",
        "aws:FederatedProvider", "aws:RequestedRegion", "aws:CurrentTime", "aws:EpochTime", "aws:AssumedRoot", "aws:PrincipalArn",
        "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
        "aws:PrincipalTag/team", "aws:PrincipalAnythingNew", "authz:CredentialUse", "authz:AnythingNew",
    ];

    private IssuedSession Session() => _world.Take(_world.Alice(), World.Request());

    [Theory]
    [InlineData("arn:aws:iam::444455556666:root", AuthorizationReason.Allowed)]
    [InlineData("arn:aws:iam::444455556666:user/nobody", AuthorizationReason.ImplicitDeny)]
    public void Taking_a_role_needs_its_trust_policy_here_too(string trusted, AuthorizationReason expected)
    {
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*")) });
        IssuedSession session = Session();
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*")), Trust = PolicyText.Trust(trusted) });
        AuthorizationAnswer answer = _world.Ask(session, Callers.Query("", "sts:AssumeRole", World.Deploy.Arn));
        Assert.Equal(expected, answer.Reason);
        if (!answer.IsAllowed) Assert.Equal(PolicyLayer.Resource, answer.Layer);
    }

    [Fact]
    public void A_foreign_resource_is_not_said_to_be_of_our_organization()
    {
        _world.With(World.Deploy with
        {
            Policy = PolicyText.Document(
                PolicyText.Allow("*"), PolicyText.Deny("*", condition: """{ "StringNotEqualsIfExists": { "aws:ResourceOrgID": "o-none" } }""")),
        });
        AuthorizationAnswer answer = _world.Ask(
            Session(), Callers.Query("", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:777777777777:queue").With(("aws:ResourceOrgID", "o-none")));
        Assert.Equal(["aws:ResourceOrgID"], answer.IgnoredKeys);
        Assert.False(answer.IsAllowed);
    }
}
