namespace Authz.Conformance.Cases;

/// <summary>One row of RULES.md.</summary>
/// <param name="Id">The stable id.</param>
/// <param name="Source">docs, knowledge, community, decision, or several of them.</param>
/// <param name="HeldBy"><see cref="RuleTable.Scenario"/>, or the kind of test that holds the rule instead.</param>
public sealed record Rule(string Id, string Source, string HeldBy);

/// <summary>The rows of RULES.md: those whose first cell is an id between backticks.</summary>
public static class RuleTable
{
    /// <summary>The rule is decided by cases of the corpus.</summary>
    public const string Scenario = "scenario";

    public static IReadOnlyList<Rule> Read()
    {
        return Corpus.Text("RULES.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(Row).ToList();
    }

    private static Rule Row(string line)
    {
        var cells = line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToList();
        Assert.True(cells.Count == 4 && cells.All(cell => cell.Length > 0), $"four cells are expected: {line}");
        return new Rule(cells[0].Trim('`'), cells[2], cells[3]);
    }
}
