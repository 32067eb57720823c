namespace Authz.LoadTests.Generators;

/// <summary>Several measurements of one thing.</summary>
/// <param name="Median">The median.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(Percentile.Median(sorted), sorted[0], sorted[^1]);
    }
}
