namespace Authz.LoadTests.Generators;

/// <summary>Order statistics.</summary>
internal static class Percentile
{
    /// <summary>The value that this share of all values does not exceed (nearest rank).</summary>
    /// <param name="sorted">The values, ascending, at least one.</param>
    /// <param name="share">More than 0, at most 1.</param>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    /// <summary>The median; of an even number of values the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
