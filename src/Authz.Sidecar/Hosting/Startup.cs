using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Tls;
using Authz.Sts.Revocation;
using Authz.Sts.SingleUse;
using Authz.Tokens.Keys;

namespace Authz.Sidecar.Hosting;

/// <summary>What the sidecar starts from, or why it does not.</summary>
internal sealed class Startup
{
    private readonly List<string> _faults = [];
    private readonly List<string> _warnings = [];

    private Startup()
    {
    }

    /// <summary>Why the sidecar refuses to start; empty when it starts.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What its operator should know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The state to serve from; unset when there are faults.</summary>
    public SidecarState State { get; private set; } = null!;

    /// <summary>The source of later loads; unset when there are faults.</summary>
    public OrganizationSource Source { get; private set; } = null!;

    /// <summary>The revocations; unset when there are faults.</summary>
    public RevocationStore Revocations { get; private set; } = null!;

    /// <summary>What was used once; unset when there are faults.</summary>
    public SingleUseStore Used { get; private set; } = null!;

    /// <summary>What is shown in handshakes; null: there is no TLS, or there are faults.</summary>
    public TlsCertificates? Tls { get; private set; }

    /// <summary>The files of the decision log; null: none, or there are faults.</summary>
    public AuditJournal? Journal { get; private set; }

    /// <summary>What tokens say of who issued them.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Reads keys, revocations and organization; every fault of all three is found at once.</summary>
    public static Startup Prepare(SidecarOptions options, TimeProvider time)
    {
        var startup = new Startup();
        KeyRing? ring = startup.ReadKeys(options, time);
        RevocationStore? revocations = startup.OpenRevocations(options, time);
        startup._faults.AddRange(options.Federation.FindFaults());
        SingleUseStore? used = startup.OpenUsed(options, time);
        startup.Tls = startup.ReadTls(options.Tls, time);
        startup.Journal = startup.OpenJournal(options.Audit);
        startup.Source = new OrganizationSource(options, time);
        LoadResult load = startup.Source.Load().Result;
        foreach (Diagnostic diagnostic in load.Diagnostics)
            (diagnostic.IsError ? startup._faults : startup._warnings).Add(diagnostic.ToString());
        foreach (var path in new[] { options.Listeners.UnixSocket, options.Listeners.Administration?.UnixSocket }.OfType<string>())
        {
            if (UnixSocketFile.Clear(path) is { } fault) startup._faults.Add(fault);
        }

        if (startup._faults.Count > 0)
        {
            startup.Journal?.Dispose();
            startup.Tls?.Dispose();
            return startup;
        }

        startup.State = new SidecarState(options, new SnapshotHolder(), ring!.Without(revocations!.Current.KilledKeys), time);
        startup.State.Take(load);
        startup.Revocations = revocations;
        startup.Used = used!;
        startup.Issuer = options.Issuer ?? $"urn:authz:{load.Snapshot!.Organization.Id}";
        startup.WarnOfExample(options);
        return startup;
    }

    private KeyRing? ReadKeys(SidecarOptions options, TimeProvider time)
    {
        if (options.HasEphemeralKeys) return KeyRing.Ephemeral();
        if (options.Keys.Path is not { } path)
        {
            _warnings.Add("no keys: nothing is issued and every token is refused; set `Authz:Keys:Path`");
            return KeyRing.Empty;
        }

        KeyDirectoryResult result = KeyDirectory.Load(path);
        if (result.IsEmpty && options.Keys.GenerateWhenEmpty) result = KeyDirectory.Generate(path, DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()));
        _faults.AddRange(result.Faults.Select(f => $"keys in `{path}`: {f}"));
        _warnings.AddRange(result.Warnings.Select(w => $"keys in `{path}`: {w}"));
        if (result.IsEmpty)
            _warnings.Add($"`{path}` holds no keys: nothing is issued and every token is refused; put keys there or set `Authz:Keys:GenerateWhenEmpty=true`");
        return result.Ring ?? KeyRing.Empty;
    }

    // sessions that die with the process need no memory of what cuts them
    private static string? StateFolder(SidecarOptions options) => options.StatePath ?? (options.HasEphemeralKeys ? null : options.Keys.Path);

    private RevocationStore? OpenRevocations(SidecarOptions options, TimeProvider time)
    {
        if (StateFolder(options) is not { } directory) return RevocationStore.InMemory(time);
        RevocationStoreResult result = RevocationStore.Open(Path.Combine(directory, "revocations.json"), time, options.MaxStateStaleness);
        if (result.Store is null) _faults.Add(result.Fault);
        return result.Store;
    }

    private SingleUseStore? OpenUsed(SidecarOptions options, TimeProvider time)
    {
        if (StateFolder(options) is not { } directory) return SingleUseStore.InMemory(time);
        SingleUseStoreResult result = SingleUseStore.Open(Path.Combine(directory, "single-use.log"), time);
        if (result.Store is null) _faults.Add(result.Fault);
        return result.Store;
    }

    private TlsCertificates? ReadTls(TlsOptions? options, TimeProvider time)
    {
        if (options is null) return null;
        if (TlsFiles.Read(options, time.GetUtcNow(), out var fault) is { } files) return new TlsCertificates(options, files, time);
        _faults.Add($"TLS: {fault}");
        return null;
    }

    private AuditJournal? OpenJournal(AuditOptions options)
    {
        if (options.Directory is not { } directory || options is { Decisions: AuditMode.Off, Issues: AuditMode.Off }) return null;
        try
        {
            return AuditJournal.Open(options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"the decision log in `{directory}` cannot be opened: {exception.Message.TrimEnd('.')}");
            return null;
        }
    }

    private void WarnOfExample(SidecarOptions options)
    {
        if (options.IsExample)
            _warnings.Add("THIS IS THE EXAMPLE ORGANIZATION: its access keys are published; set `Authz:Organization:Path` to serve your own");
        if (options.HasEphemeralKeys)
            _warnings.Add("THROW-AWAY KEYS: every session ends when this process does; set `Authz:Keys:Path` to keep them");
    }
}
