using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

/// <summary>A gRPC call made by hand over HTTP/2, so that a test can send what no client would.</summary>
internal static class RawCall
{
    /// <summary>The prefix of gRPC and the bytes of a message.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, uint? length = null, byte compressed = 0)
    {
        var frame = new byte[message.Length + 5];
        frame[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <summary>Sends a body.</summary>
    /// <returns>The gRPC status; null when the answer carries none. The message, when there is one.</returns>
    public static async Task<(StatusCode? Status, byte[] Message)> SendAsync(
        TestSidecar sidecar, string method, byte[] body, string encoding = "identity")
    {
        using HttpClient browser = TestSidecar.Browser(sidecar.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/authz.v1.{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Add("grpc-encoding", encoding);
        using HttpResponseMessage response = await browser.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        var status = response.TrailingHeaders.Concat(response.Headers).FirstOrDefault(static h => h.Key == "grpc-status").Value?.Single();
        return (status is null ? null : (StatusCode)int.Parse(status, CultureInfo.InvariantCulture), answer.Length > 5 ? answer[5..] : []);
    }

    /// <summary>Sends bytes as an AuthorizeRequest and expects anything but an allow, and an answer that is one.</summary>
    public static async Task<StatusCode> AskAsync(TestSidecar sidecar, byte[] body, string encoding = "identity")
    {
        var (status, message) = await SendAsync(sidecar, "AuthorizationService/Authorize", body, encoding);
        Assert.NotNull(status);
        if (status == StatusCode.OK) Assert.Equal(Decision.Deny, AuthorizeResponse.Parser.ParseFrom(message).Decision);
        return status.Value;
    }

    /// <summary>A field of a message: number, wire type 2, bytes.</summary>
    public static byte[] Field(int number, ReadOnlySpan<byte> value)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
        output.Flush();
        return stream.ToArray();
    }
}
