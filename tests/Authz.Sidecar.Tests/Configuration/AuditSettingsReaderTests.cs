using Authz.Sidecar.Audit;
using Authz.Sidecar.Configuration;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class AuditSettingsReaderTests
{
    [Fact]
    public void Without_settings_nothing_is_recorded_and_decisions_are_remembered()
    {
        AuditOptions options = Read(out IReadOnlyList<string> faults);
        Assert.Empty(faults);
        Assert.Equal((AuditMode.Off, AuditMode.Off, false, null, 1), (options.Decisions, options.Issues, options.IsOcsf, options.Directory, options.AllowsPerRecord));
        Assert.Equal((TimeSpan.FromMinutes(15), 16 << 20), (options.MemoryTime, options.MemoryBytes));
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var key = Path.GetTempFileName();
        File.WriteAllBytes(key, new byte[33]);
        AuditOptions options = Read(
            out IReadOnlyList<string> faults, "Decisions=durable", "Issues=blocking", "Format=ocsf", "Directory=/log", "FileSize=2", "FileCount=3", "StandardOutput=true",
            "AllowsPerRecord=10", "Masked=sessionName, aws:SourceIp", "Hashed=app:Customer", $"HashKeyFile={key}", $"ChainKeyFile={key}", "QueueSize=5", "Memory=1m", "MemorySize=7");
        File.Delete(key);
        Assert.Empty(faults);
        Assert.Equal((AuditMode.Durable, AuditMode.Blocking, true, "/log", 2 << 20, 3, true), (
            options.Decisions, options.Issues, options.IsOcsf, options.Directory, options.FileSize, options.FileCount, options.ToStandardOutput));
        Assert.Equal(["aws:sourceip", "sessionname"], options.Masked.Order());
        Assert.Equal(["app:customer"], options.Hashed);
        Assert.Equal((10, 33, 33, 5 << 20, TimeSpan.FromMinutes(1), 7 << 20), (
            options.AllowsPerRecord, options.HashKey!.Length, options.ChainKey!.Length, options.QueueBytes, options.MemoryTime, options.MemoryBytes));
    }

    [Theory]
    [InlineData("Audit:Decisions", "Decisions=durable")]
    [InlineData("Audit:Issues", "Issues=blocking")]
    [InlineData("Audit:Decisions", "Decisions=latency")]
    [InlineData("Audit:Decisions", "Decisions=Durable", "Directory=/log")]
    [InlineData("Audit:Hashed", "Hashed=sessionName")]
    [InlineData("Audit:Hashed", "Hashed=sessionName", "Masked=SessionName", "HashKeyFile=/proc/version")]
    [InlineData("Audit:Masked", "Masked=name")]
    [InlineData("Audit:HashKeyFile", "HashKeyFile=/does/not/exist")]
    [InlineData("Audit:ChainKeyFile", "ChainKeyFile=/dev/null")]
    [InlineData("Audit:FileCount", "FileCount=1")]
    public void What_cannot_be_meant_is_a_fault(string key, params string[] settings)
    {
        Read(out IReadOnlyList<string> faults, settings);
        Assert.StartsWith($"`Authz:{key}` ", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static AuditOptions Read(out IReadOnlyList<string> faults, params string[] settings)
    {
        var source = new SettingsSource(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(static s => KeyValuePair.Create($"Authz:Audit:{s[..s.IndexOf('=', StringComparison.Ordinal)]}", (string?)s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..]))).Build());
        AuditOptions options = new AuditSettingsReader(source).Read();
        faults = source.Faults;
        return options;
    }
}
