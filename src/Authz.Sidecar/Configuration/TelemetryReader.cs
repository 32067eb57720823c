namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Telemetry</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class TelemetryReader(SettingsSource source)
{
    /// <summary>Reads them.</summary>
    public TelemetryOptions Read()
    {
        Uri? endpoint = null;
        if (source.Text(Settings.OtlpEndpoint) is { } text
            && (!Uri.TryCreate(text, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0))
        {
            source.Fault(Settings.OtlpEndpoint, $"is `{text}`: write the URL of a collector such as `http://127.0.0.1:4317`");
            endpoint = null;
        }

        var headers = source.Text(Settings.OtlpHeaders);
        if (headers is not null && headers.Split(',').Any(static h => h.IndexOf('=', StringComparison.Ordinal) < 1))
            source.Fault(Settings.OtlpHeaders, "cannot be read: write `name=value`, separated by commas");
        return new TelemetryOptions
        {
            Endpoint = endpoint,
            IsHttp = source.Read(Settings.OtlpProtocol) == 1,
            Headers = headers,
            TracesOneIn = source.Read(Settings.TracesOneIn),
        };
    }
}
