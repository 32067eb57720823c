using System.Diagnostics;
using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Tests.Generators;

public sealed class LatenciesTests
{
    private const double Error = 0.001;

    [Fact]
    public void Percentiles_have_a_bounded_relative_error()
    {
        var latencies = new Latencies();
        for (var microseconds = 1; microseconds <= 100_000; microseconds++) Add(latencies, 0, microseconds);
        Assert.Equal(100_000, latencies.Count);
        foreach (var percent in (double[])[1, 50, 99, 99.9, 99.99, 100])
        {
            var exact = percent * 1000;
            Assert.InRange(latencies.Microseconds(percent), exact * (1 - Error), exact * (1 + Error));
        }

        Assert.InRange(latencies.Longest, 100_000 * (1 - Error), 100_000 * (1 + Error));
    }

    [Fact]
    public void A_call_that_was_due_before_does_not_count()
    {
        var latencies = new Latencies { From = Ticks(1000) };
        Add(latencies, 999, 5);
        Add(latencies, 1000, 7);
        Assert.Equal((1, 7), (latencies.Count, Math.Round(latencies.Longest)));
    }

    [Fact]
    public void Runs_are_added()
    {
        var (one, other) = (new Latencies(), new Latencies());
        for (var call = 0; call < 99; call++) Add(one, 0, 10);
        Add(other, 0, 5_000_000);
        one.Add(other);
        Assert.Equal(100, one.Count);
        Assert.Equal(10, one.Microseconds(99), tolerance: 0.1);
        Assert.Equal(5_000_000, one.Longest, tolerance: 5_000_000 * Error);
    }

    [Fact]
    public void Nothing_is_too_long()
    {
        var latencies = new Latencies();
        Add(latencies, 0, 500_000_000);
        Assert.Equal(120_000_000, latencies.Longest, tolerance: 120_000_000 * Error);
    }

    private static void Add(Latencies latencies, long due, long microseconds) => latencies.Answered(Ticks(due), Ticks(due + microseconds));

    private static long Ticks(long microseconds) => microseconds * Stopwatch.Frequency / 1_000_000;
}
