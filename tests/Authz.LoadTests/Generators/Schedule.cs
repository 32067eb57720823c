using System.Diagnostics;

namespace Authz.LoadTests.Generators;

/// <summary>
/// When each call of an open loop is due: at equal distances from a start. A time never moves, whatever happens to the calls before it: that is
/// the correction for coordinated omission.
/// </summary>
/// <param name="start">When the first is due, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="perSecond">Calls a second, more than 0.</param>
internal readonly struct Schedule(long start, double perSecond)
{
    /// <summary>When a call is due, in ticks of <see cref="Stopwatch"/>.</summary>
    /// <param name="call">Number of the call, from 0.</param>
    public long Due(long call) => start + (long)(call * (Stopwatch.Frequency / perSecond));
}
