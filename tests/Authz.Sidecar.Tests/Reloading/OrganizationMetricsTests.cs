using System.Diagnostics.Metrics;
using Authz.Sidecar.Reloading;
using static Authz.Sidecar.Tests.Reloading.OrganizationFolder;

namespace Authz.Sidecar.Tests.Reloading;

public sealed class OrganizationMetricsTests : IDisposable
{
    private readonly OrganizationFolder _folder = new OrganizationFolder().Write("organization", "Old");
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _seen = new(StringComparer.Ordinal);
    private bool _isOurs;

    public OrganizationMetricsTests()
    {
        // other tests have instruments of the same names, made by other threads
        var thread = Environment.CurrentManagedThreadId;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var isOurs = instrument.Meter.Name == "Authz" && instrument.Name.StartsWith("authz.organization", StringComparison.Ordinal);
            if (isOurs && _isOurs && Environment.CurrentManagedThreadId == thread) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void They_tell_revision_age_staleness_and_size()
    {
        var clock = new ManualClock();
        using var followed = new FollowedOrganization(_folder, clock, "MaxStaleness=1m");
        _listener.Start();
        // what exists already was published on this thread too
        _isOurs = true;
        using var metrics = new OrganizationMetrics(clock, followed.State);
        _isOurs = false;
        var first = followed.State.Snapshot!.Revision;
        clock.Advance(TimeSpan.FromSeconds(7));
        Observe();
        Assert.Equal((7, 0, 0, 0), (_seen["authz.organization.age"], _seen["authz.organization.stale"], _seen["authz.organization.stale.duration"], _seen["authz.organization.expired"]));
        Assert.Equal(2, _seen["authz.organization.statements"]);
        Assert.Equal(1, _seen[$"authz.organization.info o-test {first}"]);

        _folder.WriteFile($"organization/{Roles}/New.json", Role("New"));
        metrics.Record(followed.State.Take(followed.Source.Load().Result), TimeSpan.FromSeconds(3));
        _folder.WriteFile($"organization/{Roles}/New.json", "{");
        metrics.Record(followed.State.Take(followed.Source.Load().Result), TimeSpan.FromSeconds(4));
        clock.Advance(TimeSpan.FromSeconds(61));
        Observe();
        Assert.Equal((61, 1, 61, 1), (_seen["authz.organization.age"], _seen["authz.organization.stale"], _seen["authz.organization.stale.duration"], _seen["authz.organization.expired"]));
        Assert.Equal(3, _seen["authz.organization.statements"]);
        Assert.Equal((0, 1), (_seen[$"authz.organization.info o-test {first}"], _seen[$"authz.organization.info o-test {followed.State.Snapshot.Revision}"]));
        Assert.Equal((3, 4), (_seen["authz.organization.load.duration published"], _seen["authz.organization.load.duration failed"]));
        Assert.Equal((1, 1), (_seen["authz.organization.loads published"], _seen["authz.organization.loads failed"]));
    }

    private void Observe() => _listener.RecordObservableInstruments();

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(static t => t.Value)])] = value;
}
