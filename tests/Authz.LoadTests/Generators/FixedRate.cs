using System.Diagnostics;
using Authz.LoadTests.Http2;
using Authz.LoadTests.Questions;

namespace Authz.LoadTests.Generators;

/// <summary>
/// The open loop: calls at a fixed rate, whatever the server does. A call's duration counts from when it was due, so that a server that stalls
/// is charged with every call that it kept from being sent. One thread; what it costs is in the figures of every server alike.
/// </summary>
internal static class FixedRate
{
    private const int Connections = 8;
    private static readonly long Patience = 30 * Stopwatch.Frequency;

    /// <summary>Loads a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="question">The call.</param>
    /// <param name="shape">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LoadFaultException">An answer was wrong, or one did not come.</exception>
    public static Task<Latencies> RunAsync(Uri server, IQuestion question, FixedRateShape shape, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Run(server, question, shape, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Latencies Run(Uri server, IQuestion question, FixedRateShape shape, CancellationToken cancellation)
    {
        // the time of connecting is no call's
        var latencies = new Latencies();
        CallConnection[] connections = [.. Enumerable.Range(0, Connections).Select(_ => new CallConnection(server, question, latencies))];
        try
        {
            var start = Stopwatch.GetTimestamp();
            latencies.From = start + (long)(shape.WarmUp.TotalSeconds * Stopwatch.Frequency);
            var calls = (long)((shape.WarmUp + shape.Length).TotalSeconds * shape.PerSecond);
            Drive(connections, new Schedule(start, shape.PerSecond), calls, cancellation);
            return latencies;
        }
        finally
        {
            foreach (CallConnection connection in connections) connection.Dispose();
        }
    }

    private static void Drive(CallConnection[] connections, Schedule schedule, long calls, CancellationToken cancellation)
    {
        var waiting = new Waiting(connections);
        var last = schedule.Due(calls) + Patience;
        for (long next = 0; next < calls || connections.Any(static c => c.UnderWay > 0);)
        {
            cancellation.ThrowIfCancellationRequested();
            var now = Stopwatch.GetTimestamp();
            if (now > last) throw new LoadFaultException("calls at a fixed rate were not answered in time: the server does not keep up");
            while (next < calls && schedule.Due(next) <= now && Free(connections, next) is { } free) free.Add(schedule.Due(next++));
            // what is due and finds no free connection waits for answers, and its time runs
            var isWaiting = next == calls || schedule.Due(next) <= now;
            waiting.Run(isWaiting ? Stopwatch.Frequency / 10 : schedule.Due(next) - now);
        }
    }

    // in turn, so that every connection is used alike
    private static CallConnection? Free(CallConnection[] connections, long call)
    {
        for (var at = 0; at < connections.Length; at++)
        {
            CallConnection connection = connections[(int)((call + at) % connections.Length)];
            if (connection.CanCall) return connection;
        }

        return null;
    }
}

/// <summary>How a server is loaded at a fixed rate.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="WarmUp">How long calls are made that do not count.</param>
/// <param name="Length">How long calls are made that count.</param>
internal readonly record struct FixedRateShape(double PerSecond, TimeSpan WarmUp, TimeSpan Length);
