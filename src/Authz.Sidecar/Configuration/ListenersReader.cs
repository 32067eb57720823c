using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads the settings below <c>Authz:Listeners</c>.</summary>
/// <param name="source">The settings.</param>
internal sealed class ListenersReader(SettingsSource source)
{
    /// <summary>The group of settings, for faults of several of them.</summary>
    public const string Group = "Listeners";

    private const string AdministrationSocket = "admin.sock";

    /// <summary>Reads them.</summary>
    public ListenerOptions Read()
    {
        var options = new ListenerOptions(
            Endpoint(Settings.GrpcListener, 7420), Endpoint(Settings.HttpListener, 7421), Endpoint(Settings.OperationsListener, 7422),
            SocketPath(Settings.UnixSocket, source.Text(Settings.UnixSocket)), Address(Settings.AdministrationListener))
        {
            MaxConnections = source.Read(Settings.MaxConnections),
            MaxStreams = source.Read(Settings.MaxStreams),
            PingDelay = source.Read(Settings.PingDelay),
        };
        foreach (IGrouping<IPEndPoint, IPEndPoint> same in options.Endpoints.Where(static e => e.Port != 0).GroupBy(static e => e))
        {
            if (same.Count() > 1) source.Fault(Group, $"name `{same.Key}` twice: every listener has its own");
        }

        if (options.UnixSocket is { } socket && socket == options.Administration?.UnixSocket)
            source.Fault(Group, $"name `{socket}` twice: every listener has its own");
        return options;
    }

    private IPEndPoint Endpoint(TextSetting setting, int defaultPort)
    {
        if (source.Text(setting) is not { } text) return new IPEndPoint(IPAddress.Loopback, defaultPort);
        if (TryParse(text, out IPEndPoint? endpoint)) return endpoint;
        source.Fault(setting, $"is `{text}`: write `address:port`, for example `127.0.0.1:{defaultPort}`");
        return new IPEndPoint(IPAddress.Loopback, defaultPort);
    }

    private ListenerAddress? Address(TextSetting setting)
    {
        if (source.Text(setting) is not { } text) return null;
        if (text == "unix") return StateSocket(setting);
        if (text.StartsWith("unix:", StringComparison.Ordinal) && text.Length > 5) return new ListenerAddress(null, SocketPath(setting, text[5..]));
        if (TryParse(text, out IPEndPoint? endpoint)) return new ListenerAddress(endpoint, null);
        source.Fault(setting, $"is `{text}`: write `unix`, `unix:/path` or `address:port`");
        return null;
    }

    // beside the revocations, where nobody but the sidecar's own user writes
    private ListenerAddress? StateSocket(TextSetting setting)
    {
        if ((source.Text(Settings.StatePath) ?? source.Text(Settings.KeysPath)) is { } directory)
            return new ListenerAddress(null, SocketPath(setting, Path.GetFullPath(Path.Combine(directory, AdministrationSocket))));
        source.Fault(setting, "is `unix`, and there is no directory for the socket: set `Authz:State:Path`, or write `unix:/path`");
        return null;
    }

    // sockaddr_un has room for 108 bytes, the last of them zero (unix(7))
    private string? SocketPath(TextSetting setting, string? path)
    {
        if (path is null) return null;
        if (!Path.IsPathRooted(path)) source.Fault(setting, $"is `{path}`: write the absolute path of a socket");
        else if (Encoding.UTF8.GetByteCount(path) > 107) source.Fault(setting, $"is `{path}`: a socket's path has at most 107 bytes");
        return path;
    }

    // IPEndPoint.TryParse takes an address without port for port 0, also `::1`, which ends as if it had one
    private static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        endpoint = null;
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && colon < text.Length - 1 && text.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') is false
            && (text[0] == '[' || text.IndexOf(':', StringComparison.Ordinal) == colon);
        return hasPort && IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out endpoint);
    }
}
