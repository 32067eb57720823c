using Authz.LoadTests.Servers;

namespace Authz.LoadTests.Generators;

/// <summary>Loads a server: a closed loop, a fixed number of calls always under way.</summary>
internal interface ILoadGenerator
{
    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>Loads a server.</summary>
    /// <param name="subject">The server and what it is asked.</param>
    /// <param name="shape">How.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<LoadFigures> RunAsync(Subject subject, LoadShape shape, CancellationToken cancellation);
}

/// <summary>How a server is loaded.</summary>
/// <param name="Connections">Connections.</param>
/// <param name="Streams">Calls under way on each.</param>
/// <param name="Seconds">How long.</param>
internal readonly record struct LoadShape(int Connections, int Streams, int Seconds);

/// <summary>What a load measured.</summary>
/// <param name="Calls">Calls answered.</param>
/// <param name="PerSecond">Calls answered each second.</param>
/// <param name="Median">Duration of a call in microseconds, median.</param>
/// <param name="P99">Duration of a call in microseconds, 99th percentile.</param>
internal readonly record struct LoadFigures(long Calls, double PerSecond, double Median, double P99);
