using Authz.Conformance.Comparison;
using Authz.Conformance.Reference;

namespace Authz.Conformance.Cases;

/// <summary>Reference evaluator and engine each give every case's answer.</summary>
public sealed class CorpusAgreementTests
{
    private static readonly Dictionary<string, CorpusCase> ById = Corpus.All.ToDictionary(one => one.Id);

    public static TheoryData<string> Ids => [.. ById.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_reference_evaluator_agrees(string id)
    {
        var one = ById[id];
        var (decision, layer) = ReferenceEvaluator.Evaluate(one.Scenario);

        Assert.True(
            decision == one.Decision && (one.Layer is null || layer == one.Layer),
            $"{one.Place} {id}: expected {one.Decision} {one.Layer}, got {decision} {layer} {ReferenceEvaluator.Refusal(one.Scenario)}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_engine_agrees(string id)
    {
        var one = ById[id];
        var answer = EngineAnswer.Of(one.Scenario);

        Assert.True(
            answer.Decision == one.Decision && (one.Layer is null || answer.Layer == one.Layer),
            $"{one.Place} {id}: expected {one.Decision} {one.Layer}, got {answer.Decision} {answer.Layer}");
        if (one.MissingKeys is not null)
            Assert.Equal(one.MissingKeys, answer.MissingKeys);
        if (one.MatchedSids is not null)
            Assert.Equal(one.MatchedSids, answer.MatchedSids);
    }
}
