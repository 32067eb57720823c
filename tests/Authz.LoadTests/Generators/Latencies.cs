using System.Diagnostics;
using Authz.LoadTests.Http2;
using HdrHistogram;

namespace Authz.LoadTests.Generators;

/// <summary>
/// The durations of calls, from when they were due to their answers, with a relative error of at most a thousandth whatever their size.
/// For one thread.
/// </summary>
internal sealed class Latencies : ILatencySink
{
    private const long LongestNanoseconds = 120_000_000_000;
    private const int Digits = 3;
    private const double Microsecond = 1000;

    private readonly LongHistogram _histogram = new(LongestNanoseconds, Digits);

    /// <summary>Calls that were due before do not count, in ticks of <see cref="Stopwatch"/>.</summary>
    public long From { get; set; }

    /// <summary>Calls that count.</summary>
    public long Count => _histogram.TotalCount;

    /// <summary>The longest duration, in microseconds.</summary>
    public double Longest => _histogram.GetMaxValue() / Microsecond;

    public void Answered(long due, long now)
    {
        if (due >= From) _histogram.RecordValue(Math.Clamp(Stopwatch.GetElapsedTime(due, now).Ticks * TimeSpan.NanosecondsPerTick, 1, LongestNanoseconds));
    }

    /// <summary>The duration that this share of the calls does not exceed, in microseconds.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Microseconds(double percent) => _histogram.GetValueAtPercentile(percent) / Microsecond;

    /// <summary>Adds the calls of another run.</summary>
    public void Add(Latencies other) => _histogram.Add(other._histogram);
}
