using System.Net.Sockets;
using Authz.Sidecar.Hosting;

namespace Authz.Sidecar.Tests.Hosting;

public sealed class UnixSocketFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("authz-").FullName;

    private string Place => Path.Combine(_directory, "a.sock");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_free_path_can_be_used() => Assert.Null(UnixSocketFile.Clear(Place));

    [Fact]
    public void A_socket_that_was_left_behind_is_removed()
    {
        LeaveBehind(Place);
        Assert.True(File.Exists(Place));
        Assert.Null(UnixSocketFile.Clear(Place));
        Assert.False(File.Exists(Place));
    }

    [Fact]
    public void A_socket_on_which_somebody_listens_stays()
    {
        using var alive = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        alive.Bind(new UnixDomainSocketEndPoint(Place));
        alive.Listen();
        Assert.Contains("another process listens there", UnixSocketFile.Clear(Place), StringComparison.Ordinal);
        Assert.True(File.Exists(Place));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    public void A_file_that_is_no_socket_stays(string text)
    {
        File.WriteAllText(Place, text);
        Assert.Contains("cannot be used as a socket", UnixSocketFile.Clear(Place), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Place));
    }

    [Fact]
    public void A_directory_is_no_place_for_a_socket()
    {
        Assert.Contains("is a directory", UnixSocketFile.Clear(_directory), StringComparison.Ordinal);
        Assert.Contains("does not exist", UnixSocketFile.Clear(Path.Combine(_directory, "none", "a.sock")), StringComparison.Ordinal);
    }

    // the platform removes a socket's file when it closes the socket; a crash does not
    private static void LeaveBehind(string path)
    {
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(path + "2"));
        dead.Listen();
        File.Move(path + "2", path);
    }
}
