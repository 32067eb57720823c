using System.Net;
using System.Net.Sockets;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Hostile;

public sealed class ConnectionTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_beyond_the_bound_are_closed_and_those_within_it_go_on()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, null, "--Authz:Listeners:MaxConnections=8");
        AuthorizeRequest question = SidecarCalls.Question("", "iam:ListUsers");
        await sidecar.Client.AuthorizeAsync(question, End);
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < 20; i++) idle.Add(await ConnectAsync(sidecar));
            // of those the sidecar keeps seven at most, and closes the others without an answer
            var closed = 0;
            foreach (Socket socket in idle) closed += await IsClosedAsync(socket) ? 1 : 0;
            Assert.InRange(closed, 13, 20);
            Assert.Equal(DecisionReason.TokenMissing, (await sidecar.Client.AuthorizeAsync(question, End)).Reason);
        }
        finally
        {
            foreach (Socket socket in idle) socket.Dispose();
        }
    }

    [Fact]
    public async Task A_client_that_does_not_answer_a_ping_is_gone()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, null, "--Authz:Listeners:PingDelay=1s");
        using Socket socket = await ConnectAsync(sidecar);
        // the preface and empty settings, and never a word again
        await socket.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray(), End);
        Assert.True(await IsClosedAsync(socket, TimeSpan.FromSeconds(60)));
    }

    private static async Task<Socket> ConnectAsync(TestSidecar sidecar)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(new Uri(sidecar.GrpcTcp).Authority), End);
        return socket;
    }

    // reads until the other side closes, or for so long
    private static async Task<bool> IsClosedAsync(Socket socket, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromMilliseconds(500));
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer, limit.Token) > 0)
            {
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
