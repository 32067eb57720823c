using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Effect = Authz.Policies.Documents.Effect;
using Layer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Tests.Wire;

public sealed class AuthorizeWriterTests
{
    public static TheoryData<AuthorizationReason> Reasons => [.. Enum.GetValues<AuthorizationReason>()];

    public static TheoryData<Layer> Layers => [.. Enum.GetValues<Layer>()];

    [Theory, MemberData(nameof(Reasons))]
    public void Every_reason_has_its_name_on_the_wire(AuthorizationReason reason)
    {
        AuthorizeResponse response = Write(reason);
        Assert.Equal(reason == AuthorizationReason.Undecided ? "Unspecified" : reason.ToString(), response.Reason.ToString());
        Assert.Equal(reason == AuthorizationReason.Allowed ? Decision.Allow : Decision.Deny, response.Decision);
    }

    [Fact]
    public void A_reason_that_nobody_knows_is_a_deny()
    {
        AuthorizeResponse response = Write((AuthorizationReason)999);
        Assert.Equal((Decision.Deny, DecisionReason.Unspecified), (response.Decision, response.Reason));
    }

    [Fact]
    public void Every_reason_on_the_wire_is_written_by_somebody()
    {
        var written = Enum.GetValues<AuthorizationReason>().Select(static r => Write(r).Reason);
        Assert.Equal(Enum.GetValues<DecisionReason>().Order(), written.Distinct().Order());
    }

    [Theory, MemberData(nameof(Layers))]
    public void Every_layer_has_its_name_on_the_wire(Layer layer)
    {
        var expected = layer == Layer.None ? "Unspecified" : layer.ToString();
        Assert.Equal(expected, Write(AuthorizationReason.ExplicitDeny, layer).Layer.ToString());
        Assert.Equal(expected, Write(AuthorizationReason.ImplicitDeny, layer).Layer.ToString());
    }

    [Theory, MemberData(nameof(Reasons))]
    public void Only_a_decision_of_policies_names_a_layer(AuthorizationReason reason)
    {
        var isOfPolicies = reason is AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny;
        Assert.Equal(isOfPolicies ? PolicyLayer.Identity : PolicyLayer.Unspecified, Write(reason, Layer.Identity).Layer);
    }

    [Fact]
    public void A_statement_is_written_whole()
    {
        var answer = new AuthorizationAnswer
        {
            Reason = AuthorizationReason.ExplicitDeny,
            Explanation = new Explanation(
                [new StatementOrigin(Layer.ServiceControl, 2, "policy", 3, 4, "sid", Effect.Deny), new StatementOrigin(Layer.Session, 0, "", 0, 1, null, Effect.Allow)],
                ["aws:sourceip"]),
            IgnoredKeys = ["aws:PrincipalArn", "AWS:CurrentTime"],
            PolicyRevision = "revision",
            Message = "message",
        };
        AuthorizeResponse response = WrittenAnswerTests.Read(new AuthorizeWriter().Write(answer, WrittenAnswerTests.Id));
        Assert.Equal(
            [
                new MatchedStatement { Layer = PolicyLayer.ServiceControl, Level = 2, Policy = "policy", PolicyIndex = 3, StatementIndex = 4, Sid = "sid", Effect = Protocol.V1.Effect.Deny },
                new MatchedStatement { Layer = PolicyLayer.Session, StatementIndex = 1, Effect = Protocol.V1.Effect.Allow },
            ],
            response.MatchedStatements);
        Assert.Equal(["aws:sourceip"], response.MissingContextKeys);
        Assert.Equal(["aws:currenttime", "aws:principalarn"], response.IgnoredContextKeys);
        Assert.Equal((WrittenAnswerTests.Id.ToString(), "revision", "message"), (response.DecisionId, response.PolicyRevision, response.Message));
    }

    private static AuthorizeResponse Write(AuthorizationReason reason, Layer layer = Layer.None) =>
        WrittenAnswerTests.Read(new AuthorizeWriter().Write(new AuthorizationAnswer { Reason = reason, Layer = layer }, WrittenAnswerTests.Id));
}
