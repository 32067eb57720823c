using System.Collections.Concurrent;
using System.Diagnostics;
using Authz.Organizations.Snapshots;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Tokens.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Authz.Sidecar.Tests.Reloading;

/// <summary>A directory that is followed as the sidecar does it, with everything it tells its operator.</summary>
internal sealed class FollowedOrganization : ILoggerFactory, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<(int Id, string Text)> _log = new();
    private readonly ReloadReport _report;
    private int _fails;

    public FollowedOrganization(OrganizationFolder folder, TimeProvider time, params string[] settings)
    {
        Folder = folder;
        var options = OptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append($"Path={folder.Path}").Select(static s => s.Split('=', 2)).Select(static s => KeyValuePair.Create($"Authz:Organization:{s[0]}", (string?)s[1])))
            .AddInMemoryCollection([KeyValuePair.Create("Authz:Keys:Ephemeral", (string?)"true")]).Build(), out var faults);
        Assert.Empty(faults);
        Options = options!;
        Source = new OrganizationSource(Options, time);
        State = new SidecarState(Options, new SnapshotHolder(), KeyRing.Ephemeral(), time);
        State.Take(Source.Load().Result);
        _report = new ReloadReport(this, time, State);
        Reloader = new OrganizationReloader(Source, State, _report);
    }

    public OrganizationFolder Folder { get; }

    public SidecarOptions Options { get; }

    public OrganizationSource Source { get; }

    public SidecarState State { get; }

    public OrganizationReloader Reloader { get; }

    /// <summary>Only what the operating system reports is seen before the test has ended.</summary>
    public static string OnlyHints => "PollInterval=1h";

    public static FollowedOrganization Start(OrganizationFolder folder, params string[] settings)
    {
        var followed = new FollowedOrganization(folder, TimeProvider.System, settings);
        Assert.True(followed.State.IsReady);
        followed.Reloader.StartAsync(TestContext.Current.CancellationToken);
        // watching has begun before the call is answered
        followed.Reloader.ReloadAsync().Wait(Patience, TestContext.Current.CancellationToken);
        return followed;
    }

    public bool Has(string role) =>
        State.Snapshot!.Organization.FindRole($"arn:aws:iam::{OrganizationFolder.Account}:role/{role}") is not null;

    public IReadOnlyList<string> Logged(int id) => [.. _log.Where(line => line.Id == id).Select(static line => line.Text)];

    /// <summary>Has the log fail at one kind of line; 0: at none.</summary>
    public void FailAt(int id) => Volatile.Write(ref _fails, id);

    public static void Until(Func<bool> condition, string what)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, what);
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        Reloader.Dispose();
        _report.Dispose();
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _log.Enqueue((eventId.Id, formatter(state, exception)));
        if (eventId.Id == Volatile.Read(ref _fails)) throw new InvalidOperationException("the log is full");
    }
}
