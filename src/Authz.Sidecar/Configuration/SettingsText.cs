using System.Text;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Authz.Sidecar.Configuration;

/// <summary>Shows settings to people.</summary>
internal static class SettingsText
{
    private const string Masked = "********";

    /// <summary>How the program is called, and every setting.</summary>
    public static string Help()
    {
        var text = new StringBuilder(
            """
            authz-sidecar: decides requests and issues temporary credentials, beside a service.

              authz-sidecar [--Authz:SECTION:KEY=VALUE]...   serves until SIGTERM; without settings the example organization, on loopback
              authz-sidecar --print-config [...]             shows the settings that would hold, and where they come from
              authz-sidecar --version

            Settings stand in appsettings.json (section Authz), in the environment (AUTHZ__SECTION__KEY), or on the command line; the later of them holds.


            """);
        foreach (Setting setting in Settings.All)
            text.AppendLine($"  {setting.Name}\n      {Plain(setting.Meaning)}.\n      {Plain(setting.Values)}; default: {Plain(setting.Default)}");
        return text.ToString();
    }

    /// <summary>Writes every setting with what holds and where it comes from, a line each. What is secret is masked.</summary>
    /// <param name="configuration">All configuration.</param>
    /// <param name="output">Where to.</param>
    public static void Print(IConfigurationRoot configuration, TextWriter output)
    {
        foreach (Setting setting in Settings.All)
        {
            (var value, IConfigurationProvider? provider) = Find(configuration, setting);
            output.WriteLine(provider is null
                ? $"# {setting.Name}: {Plain(setting.Default)} (default)"
                : $"{setting.Name}={(setting.IsSecret ? Masked : OneLine(value))}  # {Origin(provider)}");
        }
    }

    // the last that says something wins, as in IConfiguration
    private static (string Value, IConfigurationProvider? Provider) Find(IConfigurationRoot configuration, Setting setting)
    {
        foreach (IConfigurationProvider provider in configuration.Providers.Reverse())
        {
            if (provider.TryGet(setting.Name, out var value)) return value is { Length: > 0 } ? (value, provider) : ("", null);
        }

        return ("", null);
    }

    private static string Origin(IConfigurationProvider provider) => provider switch
    {
        CommandLineConfigurationProvider => "command line",
        EnvironmentVariablesConfigurationProvider => "environment",
        FileConfigurationProvider { Source.Path: { } path } => path,
        _ => provider.GetType().Name,
    };

    // a list may be written on several lines
    private static string OneLine(string value) => value.ReplaceLineEndings(" ");

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
