using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Resources whose ARNs say less, or more, than six plain fields (W5 to W9).</summary>
internal static class ResourcePatternLint
{
    private const int Partition = 1;

    public static void Check(LintedStatement statement)
    {
        foreach ((ArnPattern pattern, JsonNode node) in statement.Statement.Resources.Zip(statement.Resources))
        {
            if (HasBlanks(pattern, node.Text))
                statement.Report(LintRules.BlanksAtEnds, node.Offset, $"`{node.Text}` has a blank where no ARN has one");
            if (pattern.Fields.IsEmpty) continue;
            if (pattern.IsOpen)
            {
                statement.Report(LintRules.OpenArn, node.Offset,
                    $"`{node.Text}` has {pattern.Fields.Length} of six fields, and its `*` stands for all that follow");
            }

            // the star that ends an open ARN was spoken of
            var closed = pattern.IsOpen ? pattern.Fields.Length - 1 : pattern.Fields.Length;
            if (closed > Partition && pattern.Fields[Partition].HasWildcards)
                statement.Report(LintRules.WildcardPartition, node.Offset, $"`{node.Text}` has a wildcard in its partition");
        }
    }

    // names of objects may hold blanks, but hardly at their ends
    private static bool HasBlanks(ArnPattern pattern, string text) =>
        text.Length > text.AsSpan().Trim().Length || pattern.Fields.Take(ArnPattern.FieldCount - 1).Any(static f => f.Text.Any(char.IsWhiteSpace));
}
