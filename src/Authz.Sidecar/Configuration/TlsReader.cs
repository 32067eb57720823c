using Authz.Sidecar.Tls;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Tls</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class TlsReader(SettingsSource source)
{
    /// <summary>Reads them; null: there is no TLS.</summary>
    public TlsOptions? Read()
    {
        var (certificate, key, authorities) = (source.Text(Settings.TlsCertificateFile), source.Text(Settings.TlsKeyFile), source.Text(Settings.TlsClientCaFile));
        var ids = source.List(Settings.TlsClientIds);
        foreach (var id in ids.Where(static i => !SpiffeId.IsPattern(i)))
            source.Fault(Settings.TlsClientIds, $"has `{id}`: write SPIFFE ids such as `spiffe://example.org/ns/orders/sa/api`, or `spiffe://example.org/ns/orders/*`, separated by commas");
        if (ids.Length > 0 && authorities is null) source.Fault(Settings.TlsClientIds, $"needs `{Settings.TlsClientCaFile.Name}`: name the file of the authorities that vouch for clients");
        foreach ((TextSetting setting, var value) in ((TextSetting, string?)[])[(Settings.TlsKeyFile, key), (Settings.TlsClientCaFile, authorities)])
        {
            if (value is not null && certificate is null) source.Fault(setting, $"needs `{Settings.TlsCertificateFile.Name}`: name the file of the sidecar's certificate");
        }

        var isLoopback = source.Read(Settings.TlsLoopback);
        if (isLoopback && certificate is null) source.Fault(Settings.TlsLoopback, $"needs `{Settings.TlsCertificateFile.Name}`: name the file of the sidecar's certificate");
        TimeSpan interval = source.Read(Settings.TlsPollInterval);
        if (certificate is null) return null;
        if (key is null) source.Fault(Settings.TlsCertificateFile, $"needs `{Settings.TlsKeyFile.Name}`: name the file of the certificate's key");
        return new TlsOptions(certificate, key ?? "") { ClientCaFile = authorities, ClientIds = ids, Loopback = isLoopback, PollInterval = interval };
    }
}
