using Authz.Client;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.LoadTests.Questions;

/// <summary>AuthorizeBatchStream: many batches sent at once on one stream, without waiting for the answers between them.</summary>
internal sealed class BatchStreamQuestion : IQuestion
{
    private const int Samples = 5;
    private const int Batches = 10;

    private readonly Uri _server;
    private readonly AuthorizeBatchRequest _request;

    private BatchStreamQuestion(Uri server, AuthorizeBatchRequest request, AuthorizeBatchResponse answer)
    {
        (_server, _request) = (server, request);
        var frame = Frame.Of(request);
        Request = Enumerable.Repeat(frame, Batches).SelectMany(static f => f).ToArray();
        AnswerLength = (Frame.PrefixLength + answer.CalculateSize()) * Batches;
        // the length, and the beginning of the first entry
        AnswerStart = Frame.Of(answer).AsMemory(0, Frame.PrefixLength + 1);
    }

    public string Path => "/authz.v1.AuthorizationService/AuthorizeBatchStream";

    public ReadOnlyMemory<byte> Request { get; }

    public int AnswerLength { get; }

    public ReadOnlyMemory<byte> AnswerStart { get; }

    public int Decisions => BatchMessage.Entries * Batches;

    /// <summary>Asks once, and takes the length of that answer for the right one.</summary>
    public static async Task<BatchStreamQuestion> AskAsync(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        AuthorizeBatchRequest batch = BatchMessage.Of(request);
        using AuthzClient client = ServerClient.Connect(server);
        return new BatchStreamQuestion(server, batch, (await AskAsync(client, batch, cancellation))[0]);
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(_server);
        for (var count = 0; count < Samples; count++)
        {
            var length = (await AskAsync(client, _request, cancellation)).Sum(static a => Frame.PrefixLength + a.CalculateSize());
            if (length != AnswerLength) throw new LoadFaultException($"a stream answered with {length} bytes instead of {AnswerLength}");
        }
    }

    private static async Task<IReadOnlyList<AuthorizeBatchResponse>> AskAsync(AuthzClient client, AuthorizeBatchRequest batch, CancellationToken cancellation)
    {
        try
        {
            using var stream = client.Authorization.AuthorizeBatchStream(cancellationToken: cancellation);
            Task<List<AuthorizeBatchResponse>> reading = StreamQuestion.ReadAsync(stream.ResponseStream, cancellation);
            for (var count = 0; count < Batches; count++) await stream.RequestStream.WriteAsync(batch, cancellation);
            await stream.RequestStream.CompleteAsync();
            List<AuthorizeBatchResponse> answers = await reading;
            if (answers.Count != Batches) throw new LoadFaultException($"{Batches} batches on a stream have {answers.Count} answers");
            foreach (AuthorizeResponse answer in answers.SelectMany(static a => a.Responses)) AuthorizeQuestion.ThrowUnlessAllowed(answer);
            return answers;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new LoadFaultException($"a sampled stream failed: {exception.Message}");
        }
    }
}
