using Authz.LoadTests.Generators;
using Authz.LoadTests.Servers;

namespace Authz.LoadTests.Comparisons;

/// <summary>Runs the rounds: the servers in turn, in changing order, the answers of each checked before and after.</summary>
/// <param name="generator">The load.</param>
/// <param name="options">How many, how long.</param>
/// <param name="subjects">The servers.</param>
internal sealed class RoundRunner(ILoadGenerator generator, LoadOptions options, IReadOnlyList<Subject> subjects)
{
    // tiered compilation replaces methods in the background, late on a busy machine
    private const int WarmUps = 2;

    private readonly LoadShape _load = new(options.Connections, options.Streams, options.Seconds);
    private readonly LoadShape _serial = new(1, 1, options.SerialSeconds);

    /// <summary>Runs them; the first ones, which warm up, do not count.</summary>
    public async Task<Comparison> RunAsync(CancellationToken cancellation)
    {
        var rounds = new List<IReadOnlyList<Measurement>>();
        for (var number = 1 - WarmUps; number <= options.Rounds; number++)
        {
            var measured = new Measurement[subjects.Count];
            foreach (var at in Order(number, subjects.Count)) measured[at] = await MeasureAsync(subjects[at], cancellation);
            var figures = subjects.Zip(measured, static (s, m) => $"{s.Name} {m.Load.PerSecond:F0}/s at {m.ProcessorTime:F1} us of processor");
            Console.WriteLine($"{(number < 1 ? "warm-up" : $"round {number}")}: {string.Join(", ", figures)}");
            if (number > 0) rounds.Add(measured);
        }

        return new Comparison([.. subjects.Select(static s => s.Name)], rounds);
    }

    /// <summary>The order of a round: another first each time, and after two rounds backwards for two.</summary>
    public static IEnumerable<int> Order(int round, int count)
    {
        var order = Enumerable.Range(0, count).Select(at => (at + Math.Abs(round)) % count);
        return (round & 2) == 0 ? order : order.Reverse();
    }

    private Task<Measurement> MeasureAsync(Subject subject, CancellationToken cancellation) =>
        subject.CheckedAsync(
            async () =>
            {
                TimeSpan started = subject.Server.ProcessorTime;
                LoadFigures load = await generator.RunAsync(subject, _load, cancellation);
                TimeSpan used = subject.Server.ProcessorTime - started;
                LoadFigures serial = await generator.RunAsync(subject, _serial, cancellation);
                return new Measurement(load, serial, used.TotalMicroseconds / load.Calls);
            },
            static m => m.Load.Calls + m.Serial.Calls,
            cancellation);
}
