using System.Net.Security;

namespace Authz.Client;

/// <summary>How a client calls the sidecar.</summary>
public sealed record AuthzClientOptions
{
    /// <summary>
    /// How long a call may take, connecting included. More than zero, at most one hour; default 2 seconds. A call that takes longer fails
    /// with <see cref="Grpc.Core.StatusCode.DeadlineExceeded"/>.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>TLS settings of an <c>https</c> endpoint: client certificate, trusted roots. Null: the system's trust, no certificate.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>
    /// Lets an <c>http</c> endpoint be something else than this machine. Session tokens then cross the network in clear text. Default false.
    /// </summary>
    public bool InsecureRemote { get; init; }

    internal static TimeSpan LongestDeadline { get; } = TimeSpan.FromHours(1);

    internal void ThrowWhenInvalid()
    {
        if (Deadline > TimeSpan.Zero && Deadline <= LongestDeadline) return;
        throw new ArgumentException($"the deadline `{Deadline}` is out of range: give more than zero and at most {LongestDeadline}");
    }
}
