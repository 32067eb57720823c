using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Comparisons;

/// <summary>What one round measured of one server.</summary>
/// <param name="Load">Under load.</param>
/// <param name="Serial">One call after the other.</param>
/// <param name="ProcessorTime">Processor time of the server for a call under load, microseconds: the figure that other processes disturb least.</param>
internal readonly record struct Measurement(LoadFigures Load, LoadFigures Serial, double ProcessorTime);

/// <summary>One of the figures that are compared.</summary>
/// <param name="Name">What the report calls it, with its unit.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Of">Takes it from a measurement.</param>
internal sealed record Figure(string Name, string Format, Func<Measurement, double> Of)
{
    public static readonly Figure Throughput = new("calls per second", "F0", static m => m.Load.PerSecond);
    public static readonly Figure ProcessorTime = new("server's processor time a call, µs", "F1", static m => m.ProcessorTime);
    public static readonly Figure SerialP99 = new("serial p99, µs", "F0", static m => m.Serial.P99);

    /// <summary>All of them, in the order of the report.</summary>
    public static readonly IReadOnlyList<Figure> All =
    [
        Throughput,
        new("p50 under load, µs", "F0", static m => m.Load.Median),
        new("p99 under load, µs", "F0", static m => m.Load.P99),
        ProcessorTime,
        new("serial p50, µs", "F0", static m => m.Serial.Median),
        SerialP99,
    ];
}
