namespace Authz.Policies.Lints;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const int MaxDistance = 3;

    /// <summary>
    /// The candidate nearest to a text without case, at most three edits away and at most a third of its length; null when there is none.
    /// An edit is a character inserted, removed, replaced, or swapped with its neighbour.
    /// </summary>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var limit = Math.Min(MaxDistance, text.Length / 3);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - text.Length) > limit) continue;
            var distance = Distance(text, candidate);
            if (distance > limit || distance == 0) continue;
            (nearest, limit) = (candidate, distance - 1);
        }

        return nearest;
    }

    /// <summary>Ready to be put behind a message: empty when there is no such name.</summary>
    public static string Hint(string? name) => name is null ? "" : $"; did you mean `{name}`?";

    // optimal string alignment, three rows
    private static int Distance(string left, string right)
    {
        var (before, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1])) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
