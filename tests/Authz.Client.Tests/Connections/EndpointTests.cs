namespace Authz.Client.Tests.Connections;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7420")]
    [InlineData("http://[::1]:7420/")]
    [InlineData("http://localhost:7420")]
    [InlineData("https://authz.example.internal:7420")]
    [InlineData("unix:/run/authz.sock")]
    [InlineData("unix:///run/authz.sock")]
    public void Understands(string endpoint)
    {
        using var client = AuthzClient.Connect(endpoint);
        Assert.NotNull(client.Authorization);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:7420")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:7420/path")]
    [InlineData("http://127.0.0.1:7420/?q")]
    [InlineData("http://user@127.0.0.1:7420")]
    [InlineData("unix:")]
    [InlineData("unix:relative")]
    [InlineData("unix://host/path")]
    public void Refuses_and_says_what_to_write(string endpoint)
    {
        var exception = Assert.Throws<ArgumentException>(() => AuthzClient.Connect(endpoint));
        Assert.Contains($"`{endpoint}`", exception.Message, StringComparison.Ordinal);
        Assert.Contains("unix:/absolute/path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_text_leaves_this_machine_only_when_told()
    {
        const string Remote = "http://authz.example.internal:7420";
        Assert.Throws<ArgumentException>(() => AuthzClient.Connect(Remote));
        using var client = AuthzClient.Connect(Remote, new AuthzClientOptions { InsecureRemote = true });
        Assert.NotNull(client.Tokens);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3_600_001)]
    public void A_deadline_out_of_range_is_refused(int milliseconds)
    {
        var options = new AuthzClientOptions { Deadline = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.Throws<ArgumentException>(() => AuthzClient.Connect("http://127.0.0.1:7420", options));
    }
}
