using System.Buffers.Binary;
using Authz.Client;
using Authz.Protocol.V1;
using Google.Protobuf;

namespace Authz.LoadTests.Questions;

/// <summary>The one question that is asked all the time, and the check of its answer.</summary>
internal static class Question
{
    /// <summary>A region that the example's service control policies permit.</summary>
    public const string Region = "eu-west-1";

    /// <summary>Path of the method.</summary>
    public const string Path = "/authz.v1.AuthorizationService/Authorize";

    private const int Samples = 50;
    private const int PrefixLength = 5;

    /// <summary>The question of a session.</summary>
    public static AuthorizeRequest Of(string sessionToken)
    {
        var request = new AuthorizeRequest
        {
            SessionToken = sessionToken,
            Action = "orders:GetOrder",
            Resource = $"arn:aws:orders:{Region}:111122223333:order/42",
            Region = Region,
        };
        request.Context.Add("aws:SourceIp", new ContextValues { Values = { "192.0.2.10" } });
        request.Context.Add("aws:SecureTransport", new ContextValues { Values = { "true" } });
        return request;
    }

    /// <summary>A message as gRPC sends it: not compressed, length, bytes (gRPC over HTTP/2, Length-Prefixed-Message).</summary>
    public static byte[] Frame(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[PrefixLength + size];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)size);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>Asks a few times with a real client: status 0, ALLOW, and always the same size.</summary>
    /// <returns>The last answer.</returns>
    public static async Task<AuthorizeResponse> CheckAsync(Uri server, AuthorizeRequest request, int size, CancellationToken cancellation)
    {
        using var client = AuthzClient.Connect(server.GetLeftPart(UriPartial.Authority), new AuthzClientOptions { Deadline = TimeSpan.FromSeconds(30) });
        AuthorizeResponse response = await AskAsync(client, request, cancellation);
        for (var count = 1; count < Samples; count++)
        {
            response = await AskAsync(client, request, cancellation);
            if (size != 0 && response.CalculateSize() != size)
                throw new LoadFaultException($"an answer of {response.CalculateSize()} bytes instead of {size}: {response}");
        }

        return response;
    }

    /// <summary>Fails unless an answer allows.</summary>
    public static void ThrowUnlessAllowed(AuthorizeResponse response)
    {
        if (response is not { Decision: Decision.Allow, Reason: DecisionReason.Allowed })
            throw new LoadFaultException($"the answer is not ALLOW, there is nothing to measure: {response}");
    }

    private static async Task<AuthorizeResponse> AskAsync(AuthzClient client, AuthorizeRequest request, CancellationToken cancellation)
    {
        try
        {
            AuthorizeResponse response = await client.AuthorizeAsync(request, cancellation);
            ThrowUnlessAllowed(response);
            return response;
        }
        catch (AuthzException exception)
        {
            throw new LoadFaultException($"a sampled call failed: {exception.Message}");
        }
    }
}
