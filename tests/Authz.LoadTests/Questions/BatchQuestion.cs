using Authz.Client;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>AuthorizeBatch: many decisions in one message.</summary>
internal sealed class BatchQuestion : IQuestion
{
    private const int Samples = 10;

    private readonly Uri _server;
    private readonly AuthorizeBatchRequest _request;

    private BatchQuestion(Uri server, AuthorizeBatchRequest request, AuthorizeBatchResponse answer)
    {
        (_server, _request) = (server, request);
        Request = Frame.Of(request);
        AnswerLength = Frame.PrefixLength + answer.CalculateSize();
        // up to the fields of the first entry that say ALLOW
        AuthorizeResponse first = answer.Responses[0];
        var entry = new AuthorizeBatchResponse { Responses = { first } };
        var known = entry.CalculateSize() - first.CalculateSize() + AuthorizeQuestion.Proof.CalculateSize();
        AnswerStart = Frame.Of(answer).AsMemory(0, Frame.PrefixLength + known);
    }

    public string Path => "/authz.v1.AuthorizationService/AuthorizeBatch";

    public ReadOnlyMemory<byte> Request { get; }

    public int AnswerLength { get; }

    public ReadOnlyMemory<byte> AnswerStart { get; }

    public int Decisions => BatchMessage.Entries;

    /// <summary>Asks once, and takes the length of that answer for the right one.</summary>
    public static async Task<BatchQuestion> AskAsync(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        AuthorizeBatchRequest batch = BatchMessage.Of(request);
        using AuthzClient client = ServerClient.Connect(server);
        return new BatchQuestion(server, batch, await AskAsync(client, batch, cancellation));
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(_server);
        for (var count = 0; count < Samples; count++)
        {
            var size = (await AskAsync(client, _request, cancellation)).CalculateSize();
            if (size + Frame.PrefixLength != AnswerLength)
                throw new LoadFaultException($"a batch answered with {size} bytes instead of {AnswerLength - Frame.PrefixLength}");
        }
    }

    private static async Task<AuthorizeBatchResponse> AskAsync(AuthzClient client, AuthorizeBatchRequest batch, CancellationToken cancellation)
    {
        try
        {
            AuthorizeBatchResponse answer = await client.AuthorizeBatchAsync(batch, cancellation);
            if (answer.Responses.Count != BatchMessage.Entries)
                throw new LoadFaultException($"a batch of {BatchMessage.Entries} has {answer.Responses.Count} answers");
            foreach (AuthorizeResponse entry in answer.Responses) AuthorizeQuestion.ThrowUnlessAllowed(entry);
            return answer;
        }
        catch (AuthzException exception)
        {
            throw new LoadFaultException($"a sampled batch failed: {exception.Message}");
        }
    }
}
