using System.Net.Sockets;
using System.Text;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Tokens.Signatures;

namespace Authz.Functional.Tests.Query;

/// <summary>
/// Requests that two readers could read in two ways, byte by byte on the connection (STS section 7.3): each is refused, or read as it was signed.
/// </summary>
public sealed class SmugglingTests(SharedSidecars sidecars)
{
    private const string Who = "Action=GetCallerIdentity&Version=2011-06-15";

    private TestSidecar Sidecar => sidecars.Over(Transport.Tcp);

    private string Host => new Uri(Sidecar.Http).Authority;

    [Fact]
    public async Task A_signed_request_as_it_should_be_is_answered() => AssertAnswered(await SendAsync(Signed()));

    [Theory]
    [InlineData("X-Amz-Date: ", "X-Amz-Date:\r\n ")] // folded (RFC 9112 section 5.2)
    [InlineData("Host: ", "Host: example.com\r\nHost: ")] // V21: two hosts
    [InlineData("Host: ", "Host:\r\n ")]
    [InlineData("Host: ", "Host : ")] // a space before the colon
    [InlineData("POST / ", "POST http://example.com/ ")] // another host in the target
    [InlineData("POST / ", "POST //example.com/ ")]
    [InlineData("POST / ", "POST /%2e/ ")]
    [InlineData("POST / ", "POST /./ ")]
    [InlineData("POST / ", "POST /?action=GetCallerIdentity ")] // V26: the same name in another case
    [InlineData("POST / ", "POST /?Action=GetCallerIdentity ")]
    [InlineData("POST / ", "POST /?%41ction=AssumeRole ")]
    [InlineData("POST / ", "POST /?x-amz-date=20260102T030405Z ")]
    [InlineData("POST / ", "POST /?X-Amz-Algorithm=AWS4-HMAC-SHA256 ")]
    [InlineData("X-Amz-Date: ", "X-Amz-Date: 20260102T030405Z\r\nX-Amz-Date: ")] // V22: what is signed, twice
    [InlineData("X-Amz-Date: ", "x-amz-date: 20260102T030405Z\r\nX-AMZ-DATE: ")]
    [InlineData("Authorization: ", "Authorization: Bearer x\r\nAuthorization: ")] // V07
    [InlineData("Authorization: ", "Authorization: AWS4-HMAC-SHA256 x\r\nAuthorization: ")]
    [InlineData("Content-Type: ", "Content-Type: text/plain\r\nContent-Type: ")]
    [InlineData("Content-Length: ", "Content-Length: 5\r\nContent-Length: ")] // two lengths
    [InlineData("Content-Length: ", "Content-Encoding: gzip\r\nContent-Length: ")]
    [InlineData("Content-Length: ", "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\nContent-Length: ")] // V20
    [InlineData("Content-Length: ", "X-Amz-Content-Sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\nContent-Length: ")]
    [InlineData("Content-Length: ", "X-Amz-Target: x\r\nContent-Length: ")] // V19
    [InlineData(Who, "Action=GetCallerIdentity&version=2011-06-15")]
    [InlineData(Who, "action=GetCallerIdentity&Version=2011-06-15")]
    [InlineData(Who, "%41ction=GetCallerIdentity&Version=2011-0615")]
    public async Task A_request_that_was_changed_is_refused(string from, string to) => AssertRefused(await SendAsync(Replace(Signed(), from, to)));

    [Fact]
    public async Task A_name_is_decoded_once()
    {
        var text = await SendAsync(Signed("%2541ction=GetCallerIdentity&Version=2011-06-15"));
        AssertRefused(text);
        Assert.Contains("<Code>MissingAction</Code>", text, StringComparison.Ordinal);
        AssertAnswered(await SendAsync(Signed("%41ction=GetCallerIdentity&Version=2011-06-15")));
    }

    [Fact]
    public async Task A_length_beside_chunks_hides_no_second_request()
    {
        // who goes by the length takes the chunk's head for the body, and what follows for a request
        var chunked = Replace(Signed(connection: ""), "Content-Length: ", "Transfer-Encoding: chunked\r\nContent-Length: ");
        var body = $"{Encoding.UTF8.GetByteCount(Who):x}\r\n{Who}\r\n0\r\n\r\n";
        var text = await SendAsync(Replace(chunked, "\r\n\r\n" + Who, "\r\n\r\n" + body) + Signed());
        Assert.True(Count(text, "HTTP/1.1 ") == 1, text);
        Assert.Contains("Connection: close", text, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertAnswered(string text) => Assert.StartsWith("HTTP/1.1 200 ", text, StringComparison.Ordinal);

    private static void AssertRefused(string text)
    {
        Assert.Matches("^HTTP/1\\.1 4[0-9][0-9] ", text);
        Assert.DoesNotContain("GetCallerIdentityResult", text, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Replace(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }

    private string Signed(string body = Who, string connection = "Connection: close\r\n")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new SignableRequest("POST", "/", "", [new("host", Host), new("content-type", QueryCaller.Form)], bytes);
        Dictionary<string, string> added = new(
            SignatureV4.Sign(request, AccessKeyPair.Ana.Id, AccessKeyPair.Ana.Secret, null, "us-east-1", "sts", Sidecar.Clock.GetUtcNow()), StringComparer.OrdinalIgnoreCase);
        return $"POST / HTTP/1.1\r\nHost: {Host}\r\nContent-Type: {QueryCaller.Form}\r\nX-Amz-Date: {added["x-amz-date"]}\r\n"
            + $"Authorization: {added["authorization"]}\r\n{connection}Content-Length: {bytes.Length}\r\n\r\n{body}";
    }

    // all that comes until the other side closes
    private async Task<string> SendAsync(string request)
    {
        var host = new Uri(Sidecar.Http);
        using var connection = new TcpClient();
        await connection.ConnectAsync(host.Host, host.Port, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(connection.GetStream());
        await reader.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
