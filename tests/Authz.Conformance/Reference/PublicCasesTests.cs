using Authz.Conformance.Comparison;

namespace Authz.Conformance.Reference;

public sealed class PublicCasesTests
{
    [Fact]
    public void The_reference_evaluator_agrees_with_every_public_case()
    {
        var cases = Corpus.Read("public.jsonl");
        var wrong = cases.Select(Disagreement).Where(text => text is not null).ToList();

        Assert.Equal(170, cases.Count);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string? Disagreement(CorpusCase one)
    {
        var answer = ReferenceEvaluator.Evaluate(one.Scenario);
        var agrees = answer.Decision == one.Decision && (one.Layer is null || answer.Layer == one.Layer);
        return agrees ? null : $"{one.Id}: expected {one.Decision} {one.Layer}, got {answer} {ReferenceEvaluator.Refusal(one.Scenario)}";
    }
}
