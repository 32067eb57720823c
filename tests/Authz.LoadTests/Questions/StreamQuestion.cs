using Authz.Client;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.LoadTests.Questions;

/// <summary>
/// AuthorizeStream: many requests sent at once on one stream, without waiting for the answers between them. The first says who asks, where, and in
/// which context.
/// </summary>
internal sealed class StreamQuestion : IQuestion
{
    private const int Samples = 5;

    private readonly Uri _server;
    private readonly IReadOnlyList<AuthorizeRequest> _requests;

    private StreamQuestion(Uri server, IReadOnlyList<AuthorizeRequest> requests, AuthorizeResponse answer)
    {
        (_server, _requests) = (server, requests);
        Request = requests.SelectMany(Frame.Of).ToArray();
        AnswerLength = (Frame.PrefixLength + answer.CalculateSize()) * BatchMessage.Entries;
        AnswerStart = Frame.StartOf(AuthorizeQuestion.Proof, answer.CalculateSize());
    }

    public string Path => "/authz.v1.AuthorizationService/AuthorizeStream";

    public ReadOnlyMemory<byte> Request { get; }

    public int AnswerLength { get; }

    public ReadOnlyMemory<byte> AnswerStart { get; }

    public int Decisions => BatchMessage.Entries;

    /// <summary>Asks once, and takes the length of that answer for the right one.</summary>
    public static async Task<StreamQuestion> AskAsync(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<AuthorizeRequest> requests = BatchMessage.StreamOf(request);
        using AuthzClient client = ServerClient.Connect(server);
        return new StreamQuestion(server, requests, (await AskAsync(client, requests, cancellation))[0]);
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(_server);
        for (var count = 0; count < Samples; count++)
        {
            IReadOnlyList<AuthorizeResponse> answers = await AskAsync(client, _requests, cancellation);
            var length = answers.Sum(static a => Frame.PrefixLength + a.CalculateSize());
            if (length != AnswerLength) throw new LoadFaultException($"a stream answered with {length} bytes instead of {AnswerLength}");
        }
    }

    private static async Task<IReadOnlyList<AuthorizeResponse>> AskAsync(AuthzClient client, IReadOnlyList<AuthorizeRequest> requests, CancellationToken cancellation)
    {
        try
        {
            using var stream = client.Authorization.AuthorizeStream(cancellationToken: cancellation);
            Task<List<AuthorizeResponse>> reading = ReadAsync(stream.ResponseStream, cancellation);
            foreach (AuthorizeRequest request in requests) await stream.RequestStream.WriteAsync(request, cancellation);
            await stream.RequestStream.CompleteAsync();
            List<AuthorizeResponse> answers = await reading;
            if (answers.Count != BatchMessage.Entries) throw new LoadFaultException($"{BatchMessage.Entries} requests on a stream have {answers.Count} answers");
            foreach (AuthorizeResponse answer in answers) AuthorizeQuestion.ThrowUnlessAllowed(answer);
            return answers;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new LoadFaultException($"a sampled stream failed: {exception.Message}");
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    internal static async Task<List<TAnswer>> ReadAsync<TAnswer>(IAsyncStreamReader<TAnswer> stream, CancellationToken cancellation)
    {
        var answers = new List<TAnswer>();
        await foreach (TAnswer answer in stream.ReadAllAsync(cancellation)) answers.Add(answer);
        return answers;
    }
}
