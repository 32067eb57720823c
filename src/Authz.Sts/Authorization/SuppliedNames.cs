using System.Collections.Immutable;

namespace Authz.Sts.Authorization;

/// <summary>Compares the names that a service gives; without case.</summary>
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

    /// <summary>All of the first, and those of the others whose name it does not have.</summary>
    public static ImmutableArray<SuppliedValue> Complete(ImmutableArray<SuppliedValue> own, ImmutableArray<SuppliedValue> others)
    {
        if (others.IsEmpty) return own;
        HashSet<string>? names = own.Length > Few ? new(own.Select(static o => o.Key.ToString()), StringComparer.OrdinalIgnoreCase) : null;
        ImmutableArray<SuppliedValue>.Builder all = ImmutableArray.CreateBuilder<SuppliedValue>(own.Length + others.Length);
        all.AddRange(own);
        foreach (SuppliedValue other in others)
        {
            if (!(names?.Contains(other.Key.ToString()) ?? Has(own, other.Key))) all.Add(other);
        }

        return all.DrainToImmutable();
    }

    private static bool Has(ImmutableArray<SuppliedValue> values, SuppliedKey key)
    {
        foreach (SuppliedValue value in values)
        {
            if (value.Key.IsSame(key)) return true;
        }

        return false;
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
