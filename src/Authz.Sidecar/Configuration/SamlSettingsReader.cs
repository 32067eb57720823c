using Authz.Sts.Federation.Saml;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Federation:Saml</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class SamlSettingsReader(SettingsSource source)
{
    // in the order of the setting's words
    private static readonly SamlReplay[] Replays = [SamlReplay.Off, SamlReplay.PerRole, SamlReplay.Strict];

    /// <summary>Reads them.</summary>
    public SamlSettings Read() => new()
    {
        Consumers = ReadConsumers(),
        Audience = source.Text(Settings.SamlAudience) ?? new SamlSettings().Audience,
        Replay = Replays[source.Read(Settings.SamlReplay)],
    };

    private string[] ReadConsumers()
    {
        var urls = source.List(Settings.SamlConsumerUrls);
        foreach (var url in urls.Where(static u => !Uri.TryCreate(u, UriKind.Absolute, out Uri? read) || read.Scheme is not ("https" or "http")))
            source.Fault(Settings.SamlConsumerUrls, $"has `{url}`: write URLs such as `https://app.example/saml`, separated by commas");
        return urls;
    }
}
