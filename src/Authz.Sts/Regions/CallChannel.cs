using System.Net;

namespace Authz.Sts.Regions;

/// <summary>How a caller reached us, as policies see it. Immutable.</summary>
/// <param name="Address">The address at the other end of the connection, <c>aws:SourceIp</c>; null: there is none, as on a Unix socket. No header is believed.</param>
/// <param name="IsSecure">Whether the connection has TLS, <c>aws:SecureTransport</c>.</param>
public sealed record CallChannel(IPAddress? Address, bool IsSecure);
