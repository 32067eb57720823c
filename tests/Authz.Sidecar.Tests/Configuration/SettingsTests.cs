using System.Text;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Hosting;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class SettingsTests
{
    private const string Page = "deploy/CONFIGURATION.md";

    [Fact]
    public void The_reference_page_is_what_the_settings_say()
    {
        var file = RepositoryRoot.In(Page);
        var expected = Write();
        if (Environment.GetEnvironmentVariable("AUTHZ_UPDATE_GOLDEN") == "1") File.WriteAllText(file, expected);
        Assert.True(expected == File.ReadAllText(file), $"{Page} is not what the settings say: run the tests with AUTHZ_UPDATE_GOLDEN=1 and look at what changed");
    }

    [Fact]
    public void Every_setting_that_is_declared_is_listed_once()
    {
        Setting[] declared = [.. typeof(Settings).GetFields().Select(static f => f.GetValue(null)).OfType<Setting>()];
        Assert.Equal(declared.Select(static s => s.Key).Order(StringComparer.Ordinal), Settings.All.Select(static s => s.Key).Where(static k => !k.StartsWith("Limits:Policies:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(Settings.All.Count, Settings.All.Select(static s => s.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Settings.All, static s => Assert.False(s.Meaning.EndsWith('.') || s.Values.Length == 0 || s.Default.Length == 0, s.Key));
    }

    [Fact]
    public void A_default_is_within_its_range() => Assert.All(
        Settings.All,
        static s => Assert.True(s switch
        {
            DurationSetting d => d.Otherwise >= d.Least && d.Otherwise <= d.Most,
            NumberSetting n => n.Otherwise >= n.Least && n.Otherwise <= n.Most,
            _ => true,
        }, s.Key));

    [Fact]
    public void What_holds_is_printed_with_where_it_comes_from()
    {
        var printed = new StringWriter();
        Assert.Empty(SidecarApplication.PrintConfiguration(["--Authz:Region=eu-west-1", "--Authz:Keys:Path="], printed));
        var lines = printed.ToString().Split('\n');
        Assert.Contains("Authz:Region=eu-west-1  # command line", lines);
        Assert.Contains("# Authz:Organization:PollInterval: 1s (default)", lines);
        Assert.Contains(lines, static l => l.StartsWith("# Authz:Keys:Path: none", StringComparison.Ordinal));
        Assert.Equal(Settings.All.Count, lines.Count(static l => l.Contains("Authz:", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_wrong_is_told_beside_it()
    {
        var printed = new StringWriter();
        IReadOnlyList<string> faults = SidecarApplication.PrintConfiguration(["--Authz:Keys:PollInterval=1", "--Authz:Nothing=1"], printed);
        Assert.Equal(2, faults.Count);
        Assert.Contains("Authz:Keys:PollInterval=1  # command line", printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_masked_wherever_it_comes_from()
    {
        Setting[] secrets = [.. Settings.All.Where(static s => s.IsSecret)];
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(secrets.Select(static s => KeyValuePair.Create(s.Name, (string?)"hidden-value"))).Build();
        var printed = new StringWriter();
        SettingsText.Print(configuration, printed);
        Assert.DoesNotContain("hidden-value", printed.ToString(), StringComparison.Ordinal);
        Assert.Equal(secrets.Length, printed.ToString().Split('\n').Count(static l => l.Contains("********", StringComparison.Ordinal)));
    }

    [Fact]
    public void Help_names_every_setting() => Assert.All(Settings.All, static s => Assert.Contains($"  {s.Name}\n", SettingsText.Help(), StringComparison.Ordinal));

    private static string Write()
    {
        var page = new StringBuilder(
            """
            # Settings of the sidecar

            Written from the settings themselves (`src/Authz.Sidecar/Configuration/Settings.cs`) by a test.

            They stand in `appsettings.json` (section `Authz`), in the environment (`AUTHZ__LISTENERS__GRPC`) or on the command line
            (`--Authz:Listeners:Grpc=...`); the later of them holds. A setting that nobody knows is refused, and every fault is told at once.
            `authz-sidecar --print-config` shows what holds and where it comes from, `authz-sidecar --help` this page. Durations are written `250ms`, `30s`, `5m`,
            `12h`, `7d` or `hh:mm:ss`.

            """);
        foreach (IGrouping<string, Setting> part in Settings.All.GroupBy(static s => s.Key.Contains(':', StringComparison.Ordinal) ? s.Key[..s.Key.IndexOf(':', StringComparison.Ordinal)] : "Region"))
        {
            page.Append($"\n## {part.Key}\n\n| setting | values | default | meaning |\n|---|---|---|---|\n");
            foreach (Setting setting in part) page.Append($"| `{setting.Name}` | {setting.Values} | {setting.Default} | {setting.Meaning}{(setting.IsSecret ? " (secret)" : "")} |\n");
        }

        return page.ToString();
    }
}
