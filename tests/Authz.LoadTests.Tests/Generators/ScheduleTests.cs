using System.Diagnostics;
using Authz.LoadTests.Generators;

namespace Authz.LoadTests.Tests.Generators;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(34567.8)]
    public void Calls_are_due_at_equal_distances_and_do_not_drift(double perSecond)
    {
        var schedule = new Schedule(1000, perSecond);
        Assert.Equal(1000, schedule.Due(0));
        foreach (var call in (long[])[1, 2, 3, 1000, 10_000_000])
            Assert.Equal(1000 + (call * (double)Stopwatch.Frequency / perSecond), schedule.Due(call), tolerance: 2.0);
    }
}
