using Authz.LoadTests.Generators;
using Authz.LoadTests.Servers;

namespace Authz.LoadTests.Rates;

/// <summary>Each server at half of what it answers as fast as it can, measured just before.</summary>
/// <param name="generator">Measures saturation.</param>
/// <param name="options">How long.</param>
internal sealed class RateRun(ILoadGenerator generator, LoadOptions options)
{
    private const int Halves = 2;
    private const int SaturationSeconds = 2;
    private const double Share = 0.5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _half = TimeSpan.FromSeconds(options.RateSeconds) / Halves;

    /// <summary>Runs the servers in turn, forth and back.</summary>
    public async Task<IReadOnlyList<RateFigures>> RunAsync(IReadOnlyList<Subject> subjects, CancellationToken cancellation)
    {
        // the rounds have warmed the servers up, when there were any
        if (!options.Runs(Part.Compare))
        {
            foreach (Subject subject in subjects) await HalfOfSaturationAsync(subject, cancellation);
        }

        var rates = new double[subjects.Count];
        for (var at = 0; at < rates.Length; at++) rates[at] = await HalfOfSaturationAsync(subjects[at], cancellation);
        RateFigures[] figures = [.. subjects.Zip(rates, static (s, rate) => new RateFigures(s.Name, rate, new Latencies()))];
        foreach (var at in Enumerable.Range(0, rates.Length).Concat(Enumerable.Range(0, rates.Length).Reverse()))
        {
            Latencies latencies = await RunAsync(subjects[at], rates[at], _half, cancellation);
            figures[at].Latencies.Add(latencies);
            Console.WriteLine($"{subjects[at].Name} at {rates[at]:F0}/s: p50 {latencies.Microseconds(50):F0} us, p99.9 {latencies.Microseconds(99.9):F0} us");
        }

        return figures;
    }

    /// <summary>Half of what a server answers as fast as it can, calls a second.</summary>
    public async Task<double> HalfOfSaturationAsync(Subject subject, CancellationToken cancellation)
    {
        var shape = new LoadShape(options.Connections, options.Streams, SaturationSeconds);
        LoadFigures figures = await subject.CheckedAsync(
            () => generator.RunAsync(subject, shape, cancellation), static f => f.Calls, cancellation);
        return figures.PerSecond * Share;
    }

    /// <summary>Runs one server at a fixed rate.</summary>
    public static Task<Latencies> RunAsync(Subject subject, double perSecond, TimeSpan length, CancellationToken cancellation) =>
        subject.CheckedAsync(
            () => FixedRate.RunAsync(subject.Server.Grpc, subject.Question, new FixedRateShape(perSecond, WarmUp, length), cancellation),
            static l => l.Count,
            cancellation);
}
