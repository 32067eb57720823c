using Authz.Client;

namespace Authz.LoadTests.Servers;

/// <summary>Connects the client library to a server of this run.</summary>
internal static class ServerClient
{
    // a machine under load answers late, and late is no fault
    private static readonly AuthzClientOptions Patient = new() { Deadline = TimeSpan.FromSeconds(30) };

    public static AuthzClient Connect(Uri server) => AuthzClient.Connect(server.GetLeftPart(UriPartial.Authority), Patient);
}
