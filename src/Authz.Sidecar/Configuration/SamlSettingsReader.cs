using Authz.Sts.Federation.Saml;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Federation:Saml</c>.</summary>
/// <param name="text">Reads a setting; null when it is not there.</param>
/// <param name="fault">Reports a fault of a setting.</param>
internal sealed class SamlSettingsReader(Func<string, string?> text, Action<string, string> fault)
{
    private const string ConsumerUrls = "Federation:Saml:ConsumerUrls";
    private const string Audience = "Federation:Saml:Audience";
    private const string Replay = "Federation:Saml:Replay";

    /// <summary>The settings there are.</summary>
    public static string[] Known { get; } = [ConsumerUrls, Audience, Replay];

    /// <summary>Reads them.</summary>
    public SamlSettings Read()
    {
        var aws = new SamlSettings();
        return new SamlSettings { Consumers = ReadConsumers(), Audience = text(Audience) ?? aws.Audience, Replay = ReadReplay() };
    }

    private string[] ReadConsumers()
    {
        var urls = text(ConsumerUrls)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (var url in urls.Where(static u => !Uri.TryCreate(u, UriKind.Absolute, out Uri? read) || read.Scheme is not ("https" or "http")))
            fault(ConsumerUrls, $"has `{url}`: write URLs such as `https://app.example/saml`, separated by commas");
        return urls;
    }

    private SamlReplay ReadReplay()
    {
        switch (text(Replay))
        {
            case null or "off": return SamlReplay.Off;
            case "perRole": return SamlReplay.PerRole;
            case "strict": return SamlReplay.Strict;
            default:
                fault(Replay, $"is `{text(Replay)}`: write `off`, `perRole` or `strict`");
                return SamlReplay.Strict;
        }
    }
}
