namespace Authz.Sts.Authorization;

/// <summary>Finds names that a service gives twice; names compare without case.</summary>
public static class SuppliedNames
{
    // up to here comparing each with each is cheaper than a set
    private const int Few = 16;

    /// <summary>A name that is given twice, as it is written the second time; null when there is none.</summary>
    public static string? FindDouble(ReadOnlySpan<SuppliedValue> values)
    {
        if (values.Length > Few) return FindAmongMany(values);
        for (var i = 1; i < values.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (values[i].Key.IsSame(values[j].Key)) return values[i].Key.ToString();
            }
        }

        return null;
    }

    private static string? FindAmongMany(ReadOnlySpan<SuppliedValue> values)
    {
        var seen = new HashSet<string>(values.Length, StringComparer.OrdinalIgnoreCase);
        foreach (SuppliedValue value in values)
        {
            if (!seen.Add(value.Key.ToString())) return value.Key.ToString();
        }

        return null;
    }
}
