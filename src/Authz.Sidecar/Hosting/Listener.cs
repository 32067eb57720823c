namespace Authz.Sidecar.Hosting;

/// <summary>What a listener is for; nothing else is answered there.</summary>
public enum Listener
{
    /// <summary>Authorize and IssueToken over gRPC.</summary>
    Grpc = 1,

    /// <summary>The STS Query API and JWKS over HTTP.</summary>
    Http,

    /// <summary>Health and metrics.</summary>
    Operations,

    /// <summary>The administration service over gRPC.</summary>
    Administration,
}

/// <summary>Marks a connection with the listener that took it.</summary>
/// <param name="Listener">The listener.</param>
internal sealed record ListenerFeature(Listener Listener);
