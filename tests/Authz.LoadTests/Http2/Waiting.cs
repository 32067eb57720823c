using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Authz.LoadTests.Http2;

/// <summary>Waits for sockets with a limit finer than a millisecond, which the class library does not offer (ppoll of Linux).</summary>
internal sealed partial class Waiting
{
    private const short Readable = 1;
    private const short Writable = 4;
    private const int Interrupted = 4;

    private readonly CallConnection[] _connections;
    private readonly Descriptor[] _descriptors;

    public Waiting(CallConnection[] connections)
    {
        _connections = connections;
        _descriptors = [.. connections.Select(static c => new Descriptor { Number = c.Descriptor })];
    }

    /// <summary>Sends what is to be sent, waits until something comes or the time is over, and reads it.</summary>
    /// <param name="ticks">The longest wait, in ticks of <see cref="Stopwatch"/>; less than 0 is 0.</param>
    public void Run(long ticks)
    {
        for (var at = 0; at < _connections.Length; at++)
        {
            _connections[at].Send();
            _descriptors[at].Wanted = _connections[at].IsFull ? (short)(Readable | Writable) : Readable;
        }

        var (seconds, rest) = Math.DivRem(Math.Max(0, ticks), Stopwatch.Frequency);
        var limit = new TimeSpec { Seconds = (nint)seconds, Nanoseconds = (nint)(rest * 1_000_000_000 / Stopwatch.Frequency) };
        var ready = Poll(_descriptors, (nuint)_descriptors.Length, limit, 0);
        if (ready < 0 && Marshal.GetLastPInvokeError() is var error && error != Interrupted) throw new LoadFaultException($"ppoll fails with {error}");
        if (ready <= 0) return;
        for (var at = 0; at < _connections.Length; at++)
        {
            if ((_descriptors[at].Happened & ~Writable) != 0) _connections[at].Receive();
        }
    }

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int Poll([In, Out] Descriptor[] descriptors, nuint count, in TimeSpec limit, nint signals);

    private struct Descriptor
    {
        public int Number;
        public short Wanted;
        public short Happened;
    }

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
