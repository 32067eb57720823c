using System.Diagnostics.Metrics;
using Authz.Engine.Decisions;
using Authz.Sidecar.Telemetry;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Tests.Telemetry;

public sealed class DecisionCountsTests
{
    private readonly DecisionCounts _counts = new();

    [Fact]
    public void Every_kind_of_decision_is_counted_for_itself()
    {
        foreach (AuthorizationReason reason in Enum.GetValues<AuthorizationReason>())
        {
            foreach (PolicyLayer layer in Enum.GetValues<PolicyLayer>())
            {
                for (var i = 0; i <= (int)reason * 10 + (int)layer; i++) _counts.Add(reason, layer);
            }
        }

        Measurement<long>[] read = [.. _counts.Read()];
        Assert.Equal(Enum.GetValues<AuthorizationReason>().Length * Enum.GetValues<PolicyLayer>().Length, read.Length);
        foreach (Measurement<long> one in read)
        {
            var reason = Enum.Parse<AuthorizationReason>(TagOf(one, "reason"));
            Assert.Equal((int)reason * 10 + (int)Enum.Parse<PolicyLayer>(TagOf(one, "layer")) + 1, one.Value);
            Assert.Equal(reason == AuthorizationReason.Allowed ? "allow" : "deny", TagOf(one, "decision"));
        }
    }

    [Fact]
    public void What_never_happened_is_not_shown() => Assert.Empty(_counts.Read());

    [Fact]
    public async Task No_count_of_many_threads_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100_000; i++) _counts.Add(AuthorizationReason.Allowed, PolicyLayer.None);
        })));
        Assert.Equal(800_000, Assert.Single(_counts.Read()).Value);
    }

    private static string TagOf(Measurement<long> measurement, string name)
    {
        foreach ((var key, var value) in measurement.Tags)
        {
            if (key == name) return (string)value!;
        }

        return "";
    }
}
