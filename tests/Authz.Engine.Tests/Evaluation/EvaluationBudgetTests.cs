using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>What one decision may cost, whatever a request brings to whatever policies say.</summary>
public sealed class EvaluationBudgetTests
{
    // every place of the text is a beginning that fails late
    private static readonly string Costly = "*" + string.Concat(Enumerable.Repeat("a?", 700)) + "b*";

    private static readonly string[] Values = [.. Enumerable.Range(0, 16).Select(static i => new string('a', 4095) + (char)('a' + i))];

    private static readonly string[] Denials = [.. Enumerable.Range(0, 10).Select(static i =>
        $"{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{{`ForAnyValue:StringLike`:{{`app:k`:[`{Costly}{i}*`]}}}}}}")];

    [Fact]
    public void What_costs_too_much_is_not_allowed_and_is_told_so()
    {
        var world = new World { Identity = [World.AllowAll, .. Denials], Context = World.Set("app:k", Values) };
        Assert.Equal(default, world.Decide());
        Assert.True(world.Explain().IsOverBudget);
        Assert.Empty(world.Explain().MatchedStatements);
    }

    [Fact]
    public void Also_where_an_allow_or_a_negation_asks()
    {
        var allow = new World
        {
            Identity = [.. Denials.Select(static d => d.Replace("`Deny`", "`Allow`", StringComparison.Ordinal))],
            Context = World.Set("app:k", Values),
        };
        Assert.True(allow.Explain().IsOverBudget);
        var negated = new World
        {
            Identity = [World.AllowAll, .. Denials.Select(static d => d.Replace("ForAnyValue:StringLike", "ForAllValues:StringNotLike", StringComparison.Ordinal))],
            Context = World.Set("app:k", Values),
        };
        Assert.True(negated.Explain().IsOverBudget);
    }

    [Fact]
    public void The_next_decision_has_its_own_budget()
    {
        var costly = new World { Identity = [World.AllowAll, .. Denials], Context = World.Set("app:k", Values) };
        var cheap = new World { Identity = [World.AllowAll, .. Denials], Context = World.Set("app:k", "short") };
        Assert.False(costly.IsAllowed);
        Assert.True(cheap.IsAllowed);
        Assert.False(cheap.Explain().IsOverBudget);
    }

    [Fact]
    public void Many_long_values_against_many_patterns_as_people_write_them_are_within_it()
    {
        string[] statements = [.. Enumerable.Range(0, 500).Select(static i =>
            $"{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{{`ForAnyValue:StringLike`:{{`app:k`:[`*team-{i}-*-secret*`]}}}}}}")];
        var world = new World { Identity = [World.AllowAll, .. statements], Context = World.Set("app:k", [.. Enumerable.Range(0, 16).Select(static i => $"team-{i}-" + new string('x', 240))]) };
        Assert.True(world.IsAllowed);
    }

    [Fact]
    public void Actions_are_remembered_as_they_are_whatever_a_request_cost()
    {
        var world = new World { Identity = [World.AllowAll, .. Denials, "{`Effect`:`Deny`,`Action`:`s3:*Get*Obj*`,`Resource`:`*`,`Condition`:{`StringEquals`:{`app:other`:`x`}}}"], Context = World.Set("app:k", Values) };
        var principal = world.Principal;
        // the first decision makes the program remember the action, and costs too much
        Assert.Equal(default, Evaluator.Evaluate(world.Request, principal, world.ResourceProgram));
        World cheap = world with { Context = World.Keys("app:k", "short", "app:other", "x") };
        Assert.Equal(DecisionOutcome.ExplicitDeny, Evaluator.Evaluate(cheap.Request, principal, world.ResourceProgram).Outcome);
    }
}
