using Authz.Policies.Conditions;
using Authz.Sidecar.Audit;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Audit</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class AuditSettingsReader(SettingsSource source)
{
    private const int Mebi = 1 << 20;

    // as long as what HMAC-SHA-256 makes
    private const int LeastKey = 32;
    private const int LargestKey = 4096;

    // in the order of the settings' words
    private static readonly AuditMode[] Modes = [AuditMode.Off, AuditMode.Latency, AuditMode.Durable, AuditMode.Blocking];

    /// <summary>Reads them.</summary>
    public AuditOptions Read()
    {
        var options = new AuditOptions
        {
            Decisions = Modes[source.Read(Settings.AuditDecisions)],
            Issues = Modes[source.Read(Settings.AuditIssues)],
            IsOcsf = source.Read(Settings.AuditFormat) == 1,
            Directory = source.Text(Settings.AuditDirectory),
            FileSize = source.Read(Settings.AuditFileSize) * Mebi,
            FileCount = source.Read(Settings.AuditFileCount),
            ToStandardOutput = source.Read(Settings.AuditStandardOutput),
            AllowsPerRecord = source.Read(Settings.AuditAllowsPerRecord),
            Masked = Fields(Settings.AuditMasked),
            Hashed = Fields(Settings.AuditHashed),
            HashKey = Key(Settings.AuditHashKeyFile),
            ChainKey = Key(Settings.AuditChainKeyFile),
            QueueBytes = source.Read(Settings.AuditQueueSize) * Mebi,
            MemoryTime = source.Read(Settings.AuditMemory),
            MemoryBytes = source.Read(Settings.AuditMemorySize) * Mebi,
        };
        Check(Settings.AuditDecisions, options.Decisions, options);
        Check(Settings.AuditIssues, options.Issues, options);
        if (options is { Hashed.Count: > 0 } && source.Text(Settings.AuditHashKeyFile) is null)
            source.Fault(Settings.AuditHashed, $"needs `{Settings.AuditHashKeyFile.Name}`: name a file with a key");
        if (options.Hashed.FirstOrDefault(options.Masked.Contains) is { } both)
            source.Fault(Settings.AuditHashed, $"has `{both}`, which `{Settings.AuditMasked.Name}` has too: leave it out or hash it");
        return options;
    }

    private void Check(ChoiceSetting setting, AuditMode mode, AuditOptions options)
    {
        if (mode > AuditMode.Latency && options.Directory is null)
            source.Fault(setting, $"needs `{Settings.AuditDirectory.Name}`: name the directory where records are kept");
        if (mode == AuditMode.Latency && options is { Directory: null, ToStandardOutput: false })
            source.Fault(setting, $"has nowhere to write: set `{Settings.AuditDirectory.Name}` or `{Settings.AuditStandardOutput.Name}=true`");
    }

    private HashSet<string> Fields(TextSetting setting)
    {
        var fields = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in source.List(setting))
        {
            var isKnown = FieldGuard.Names.Contains(field, StringComparer.OrdinalIgnoreCase)
                || (field.Contains(':', StringComparison.Ordinal) && ConditionKey.TryParse(field, out _));
            if (!isKnown) source.Fault(setting, $"has `{field}`: write context keys such as `aws:SourceIp`, or {string.Join(", ", FieldGuard.Names.Select(static n => $"`{n}`"))}");
            fields.Add(field.ToLowerInvariant());
        }

        return fields;
    }

    private byte[]? Key(TextSetting setting)
    {
        if (source.Text(setting) is not { } path) return null;
        try
        {
            if (new FileInfo(path).Length > LargestKey) source.Fault(setting, $"is `{path}`, which has more than {LargestKey} bytes: name a file with a key");
            else if (File.ReadAllBytes(path) is { Length: >= LeastKey } key) return key;
            else source.Fault(setting, $"is `{path}`, which has less than {LeastKey} bytes: write at least as many random ones into it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            source.Fault(setting, $"is `{path}`, which cannot be read: {exception.Message.TrimEnd('.')}");
        }

        return null;
    }
}
