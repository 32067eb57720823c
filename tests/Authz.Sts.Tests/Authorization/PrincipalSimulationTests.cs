using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Authorization;

public sealed class PrincipalSimulationTests : IDisposable
{
    private const string Narrow = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}""";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string, string?, string> Questions => new MatrixTheoryData<string, string?, string>(
        [World.A, World.B], [null, Narrow], ["s3:GetObject", "s3:PutObject", "iam:ListUsers", "sts:AssumeRole"]);

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_simulated_session_meets_the_decision_that_a_real_one_meets(string owner, string? policy, string action)
    {
        _world.With(World.Deploy with
        {
            Tags = [("team", "red")],
            Policy = PolicyText.Document(
                PolicyText.Allow("*", condition: $$"""{ "StringEquals": { "aws:PrincipalTag/team": "red", "aws:ResourceAccount": "{{owner}}", "aws:userid": "AROAEXAMPLEDEPLOYROLE:s-1" } }""")),
        });
        AuthorizationQuery query = Callers.Query("", action, $"arn:aws:sqs:eu-west-1:{World.B}:queue").With(("aws:SourceIp", "192.0.2.7"), ("aws:userid", "x"));
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Policy = policy });
        AuthorizationAnswer real = _world.Ask(session, query);

        SimulatedDecision simulated = Decide($"arn:aws:sts::{World.B}:assumed-role/Deploy/s-1", query, policy);

        Assert.Equal((real.IsAllowed, real.Layer), (simulated.Trace.Decision.IsAllowed, simulated.Trace.Decision.Layer));
        Assert.Equal(real.Explanation.MissingKeys, simulated.Trace.Explanation.MissingKeys);
        Assert.Equal(["aws:userid"], simulated.IgnoredKeys);
        Assert.Equal(real.IgnoredKeys, simulated.IgnoredKeys);
    }

    [Fact]
    public void A_role_that_is_the_resource_has_its_tags() // section 6.4
    {
        _world.With(World.Deploy with { Tags = [("env", "prod")] });
        AuthorizationQuery query = Callers.Query("", "sts:TagSession", World.Deploy.Arn);
        _world.With(World.Alice with
        {
            Policy = PolicyText.Document(PolicyText.Allow("sts:*", condition: """{ "StringEquals": { "aws:ResourceTag/env": "prod" } }""")),
        });

        Assert.Empty(Decide(World.Alice.Arn, query, null).Trace.Explanation.MissingKeys);
        Assert.DoesNotContain("aws:resourcetag/env", _world.Ask(_world.Alice(), query).Explanation.MissingKeys);
    }

    [Fact]
    public void A_role_stands_for_a_session_of_it()
    {
        Identity identity = Assert.IsType<Identity>(Find(World.Deploy.Arn));

        Assert.Equal($"arn:aws:sts::{World.B}:assumed-role/Deploy/{SimulatedPrincipal.SessionName}", identity.Arn);
        Assert.Equal(World.Deploy.Arn, identity.Caller.EntityArn);
    }

    [Fact]
    public void Users_and_account_roots_are_found()
    {
        Assert.Equal(World.Alice.Id, Assert.IsType<Identity>(Find(World.Alice.Arn)).UserId);
        Assert.Equal(World.A, Assert.IsType<Identity>(Find($"arn:aws:iam::{World.A}:root")).UserId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("arn:aws:iam::111122223333:user/nobody")]
    [InlineData("arn:aws:iam::000000000000:root")]
    [InlineData("arn:aws-cn:iam::111122223333:root")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/app/Deploy/s-1")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/Deploy/")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/Deploy/s-1")]
    [InlineData("arn:aws:sts:eu-west-1:444455556666:assumed-role/Deploy/s-1")]
    [InlineData("arn:aws:sts::444455556666:federated-user/x")]
    public void Nobody_else_is_found(string arn) => Assert.Null(Find(arn));

    private Identity? Find(string arn) => PrincipalSimulation.Find(new SimulatedPrincipal(arn), _world.Snapshot, _world.Clock.Now);

    private SimulatedDecision Decide(string arn, AuthorizationQuery query, string? policy)
    {
        Identity? identity = PrincipalSimulation.Find(new SimulatedPrincipal(arn) { SessionPolicy = policy }, _world.Snapshot, _world.Clock.Now);
        Assert.NotNull(identity);
        return PrincipalSimulation.Decide(query, identity, _world.Snapshot, _world.Clock.Now);
    }
}
