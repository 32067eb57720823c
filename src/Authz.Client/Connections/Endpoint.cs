using System.Net;

namespace Authz.Client.Connections;

/// <summary>Where a sidecar listens: a URL, or a Unix socket.</summary>
/// <param name="Address">The URL; for a Unix socket <c>http://localhost</c>, which is then the authority of the calls.</param>
/// <param name="SocketPath">The absolute path of the Unix socket; null for a URL.</param>
internal readonly record struct Endpoint(Uri Address, string? SocketPath)
{
    private const string SocketScheme = "unix:";

    /// <summary>Whether calls leave this machine in clear text.</summary>
    public bool IsInsecureRemote => Address.Scheme == Uri.UriSchemeHttp && !IsThisMachine(Address);

    /// <exception cref="ArgumentException">The text is no endpoint.</exception>
    public static Endpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(SocketScheme, StringComparison.OrdinalIgnoreCase)) return ParseSocket(text);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsPlain(uri)) return new Endpoint(uri, null);
        throw Refuse(text);
    }

    private static Endpoint ParseSocket(string text)
    {
        var path = text[SocketScheme.Length..];
        // unix:///path is the same as unix:/path (github.com/grpc/grpc, doc/naming.md)
        if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
        if (path.Length < 2 || path[0] != '/' || path[1] == '/') throw Refuse(text);
        return new Endpoint(new Uri("http://localhost"), path);
    }

    private static bool IsPlain(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };

    private static bool IsThisMachine(Uri uri) =>
        uri.DnsSafeHost == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static ArgumentException Refuse(string text) =>
        new($"the endpoint `{text}` is not understood: write http://host:port, https://host:port or unix:/absolute/path");
}
