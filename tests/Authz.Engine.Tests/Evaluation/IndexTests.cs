using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Many statements, found by action and resource, say what each of them says alone.</summary>
public sealed class IndexTests
{
    private const int Iterations = 1_000;

    private static readonly string[][] Actions =
    [
        ["s3:GetObject"], ["S3:getobject"], ["s3:Get*"], ["s3:*"], ["*"], ["s*:GetObject"], ["s3:PutObject", "s3:GetObject"], ["ec2:*", "s3:GetObject"],
        ["s3:G?tObject"], ["*:*Object"], ["s3:PutObject"], ["ec2:*"],
        ["ec2:*", "iam:*", "kms:*", "sqs:SendMessage", "sns:Publish", "s3:PutObject"], ["ec2:*", "iam:*", "kms:*", "sqs:SendMessage", "s3:G*"],
    ];

    private static readonly Gen<string> Heads = WorldDraw.OneOf("arn:aws:s3:::", "arn:aws:s3:*:*:", "arn:aws:s3:*:111122223333:", "arn:aws*:s3:::", "arn:*:s3:*:*:");
    private static readonly Gen<string> Beginnings = WorldDraw.OneOf("", "a", "ab", "abc", "abd", "b", "b:", "b:c", "a/b", "ä");
    private static readonly Gen<string> Endings = WorldDraw.OneOf("", "*", "/*", "c", "${x:v}", "${x:none}*", "?", ":*", "*c");

    private static readonly Gen<string> Patterns = Gen.Frequency(
        (12, Gen.Select(Heads, Beginnings, Endings, static (h, b, e) => h + (b.Length + e.Length == 0 ? "*" : b + e))),
        (1, WorldDraw.OneOf("*", "arn:aws:s3*", "arn:aws:*")));

    private static readonly DraftCondition[][] ConditionSets =
    [
        [], [], [], [new("StringEquals", "x:k", ["1"])], [new("StringEquals", "x:absent", ["1"])], [new("NumericLessThan", "x:v", ["1"])],
    ];

    private static readonly Gen<DraftCondition[]> Conditions = Gen.Int[0, ConditionSets.Length - 1].Select(static i => ConditionSets[i]);

    // few kinds of actions and one effect before the other, so that many statements stand in one place
    private static Gen<Draft[]> DraftsOf(bool mostlyDenies, int actions) => Gen.Select(
        Gen.Int[0, 9], Gen.Bool, Gen.Int[0, 2], Patterns.Array[1, 3], Conditions, (kind, isNot, action, resources, conditions) => new Draft
        {
            Denies = kind < 2 != mostlyDenies,
            IsNotAction = kind is 0 or 9 && actions % 2 == 0,
            Actions = Actions[(actions + action) % Actions.Length],
            IsNotResource = isNot && kind is 1 or 8,
            Resources = resources,
            Conditions = conditions,
        }).Array[9, 40];

    private static readonly Gen<string> Resources = Gen.Select(
        WorldDraw.OneOf("arn:aws:s3:::", "arn:aws:s3:eu-west-1:111122223333:"), Beginnings, WorldDraw.OneOf("", "c", "/x", ":x", "abc", "v", "1"),
        static (h, b, e) => h + (b.Length + e.Length == 0 ? "z" : b + e));

    private static readonly Gen<(Draft[] Drafts, string Resource)> Worlds = Gen.Select(Gen.Bool, Gen.Int[0, Actions.Length - 1])
        .SelectMany(static (mostlyDenies, actions) => Gen.Select(DraftsOf(mostlyDenies, actions), Resources));

    [Fact]
    public void What_many_say_is_what_each_says_alone()
    {
        var outcomes = new int[3];
        Worlds.Sample(
            world =>
            {
                World[] alone = [.. world.Drafts.Select(d => Of([d], world.Resource))];
                var expected = alone.Any(static w => w.Outcome == DecisionOutcome.ExplicitDeny) ? DecisionOutcome.ExplicitDeny
                    : alone.Any(static w => w.IsAllowed) ? DecisionOutcome.Allowed : DecisionOutcome.ImplicitDeny;
                World all = Of(world.Drafts, world.Resource);
                Explanation explanation = all.Explain();

                Assert.Equal(expected, all.Outcome);
                Interlocked.Increment(ref outcomes[(int)expected]);
                Assert.Equal(
                    alone.Index().Where(w => expected != DecisionOutcome.ImplicitDeny && w.Item.Outcome == expected).Select(static w => w.Index),
                    explanation.MatchedStatements.Select(static s => s.StatementIndex));
                Assert.Equal(
                    alone.SelectMany(static w => w.Explain().MissingKeys).Distinct().Order(StringComparer.Ordinal), explanation.MissingKeys);
                Assert.Equal(
                    alone.SelectMany(static w => w.Explain().UnreadableKeys).Distinct().Order(StringComparer.Ordinal), explanation.UnreadableKeys);
            },
            iter: Iterations,
            print: static w => $"{w.Resource}\n{string.Join('\n', w.Drafts.Select(static d => d.ToString()))}");
        Assert.All(outcomes, static count => Assert.InRange(count, Iterations / 20, Iterations));
    }

    [Fact]
    public void A_program_answers_the_same_whatever_it_was_asked_before() => Gen.Select(Worlds, Gen.Int[0, 5]).Sample(
        (world, turns) =>
        {
            World asked = Of(world.Drafts, world.Resource);
            PrincipalProgram program = asked.Principal;
            for (var turn = 0; turn <= turns; turn++)
            {
                foreach (var action in new[] { "s3:GetObject", "S3:GETOBJECT", "s3:PutObject", "ec2:RunInstances", "x:y" })
                {
                    World one = asked with { Action = action };
                    Assert.Equal(one.Decide(), Evaluator.Evaluate(one.Request, program, ResourceProgram.Empty));
                }
            }
        }, iter: 100);

    [Fact]
    public void More_actions_than_are_remembered_are_answered_right()
    {
        World world = new() { Identity = ["{`Effect`:`Allow`,`Action`:`s3:Get*7`,`Resource`:`*`}", "{`Effect`:`Deny`,`Action`:`s3:Get*17`,`Resource`:`*`}"] };
        PrincipalProgram program = world.Principal;
        for (var i = 0; i < 3_000; i++)
        {
            DecisionOutcome expected = i % 100 == 17 ? DecisionOutcome.ExplicitDeny : i % 10 == 7 ? DecisionOutcome.Allowed : DecisionOutcome.ImplicitDeny;
            AuthorizationRequest request = (world with { Action = $"s3:Get{i}" }).Request;
            Assert.Equal(expected, Evaluator.Evaluate(request, program, ResourceProgram.Empty).Outcome);
        }
    }

    [Fact]
    public async Task One_program_is_asked_by_many_at_once()
    {
        World world = new() { Identity = ["{`Effect`:`Allow`,`Action`:`s3:Get*7`,`Resource`:`*`}"] };
        PrincipalProgram program = world.Principal;
        await Parallel.ForAsync(0, 16, (seed, _) =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 5_000; i++)
            {
                var number = random.Next(600);
                AuthorizationRequest request = (world with { Action = $"s3:Get{number}" }).Request;
                Assert.Equal(number % 10 == 7, Evaluator.Evaluate(request, program, ResourceProgram.Empty).IsAllowed);
            }

            return ValueTask.CompletedTask;
        });
    }

    private static World Of(Draft[] drafts, string resource) => new()
    {
        Resource = resource,
        Identity = [.. drafts.Select(static d => d.ToString())],
        Context = World.Keys("x:v", "v", "x:k", "1"),
    };
}
