using System.Diagnostics;
using Authz.LoadTests.Http2;
using Authz.LoadTests.Servers;

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
    /// <param name="subject">The server.</param>
    /// <param name="perSecond">Calls a second.</param>
    /// <param name="warmUp">How long calls are made that do not count.</param>
    /// <param name="length">How long calls are made that count.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LoadFaultException">An answer was wrong, or one did not come.</exception>
    public static Task<Latencies> RunAsync(
        Subject subject, double perSecond, TimeSpan warmUp, TimeSpan length, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () => Run(subject, perSecond, warmUp, length, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Latencies Run(Subject subject, double perSecond, TimeSpan warmUp, TimeSpan length, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var latencies = new Latencies(start + (long)(warmUp.TotalSeconds * Stopwatch.Frequency));
        CallConnection[] connections =
            [.. Enumerable.Range(0, Connections).Select(_ => new CallConnection(subject.Server.Grpc, subject.Question, latencies))];
        try
        {
            var calls = (long)((warmUp + length).TotalSeconds * perSecond);
            Drive(connections, new Schedule(start, perSecond), calls, cancellation);
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
