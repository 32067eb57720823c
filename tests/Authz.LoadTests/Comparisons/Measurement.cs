using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Comparisons;

/// <summary>What one round measured of one server.</summary>
/// <param name="Load">Under load.</param>
/// <param name="Serial">One call after the other.</param>
/// <param name="ProcessorTime">Processor time of the server for a call under load, microseconds: the figure that other processes disturb least.</param>
internal readonly record struct Measurement(LoadFigures Load, LoadFigures Serial, double ProcessorTime);

/// <summary>One round: both servers, one after the other.</summary>
/// <param name="Empty">The empty method.</param>
/// <param name="Sidecar">The sidecar.</param>
internal readonly record struct Round(Measurement Empty, Measurement Sidecar);

/// <summary>What is known of a server beside the rounds.</summary>
/// <param name="Program">Name of the program file.</param>
/// <param name="StartToReady">From the start of the process to ready.</param>
/// <param name="IdleBytes">Resident memory before the first load.</param>
/// <param name="LoadedBytes">Resident memory after the last load.</param>
internal readonly record struct ServerFigures(string Program, TimeSpan StartToReady, long IdleBytes, long LoadedBytes);
