using Authz.Client;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>Authorize, always with the same request.</summary>
internal sealed class AuthorizeQuestion : IQuestion
{
    private const int Samples = 50;

    private readonly Uri _server;
    private readonly AuthorizeRequest _request;

    private AuthorizeQuestion(Uri server, AuthorizeRequest request, AuthorizeResponse answer)
    {
        (_server, _request, Answer) = (server, request, answer);
        Request = Frame.Of(request);
        AnswerLength = Frame.PrefixLength + answer.CalculateSize();
        AnswerStart = Frame.StartOf(Proof, answer.CalculateSize());
    }

    /// <summary>One of the answers.</summary>
    public AuthorizeResponse Answer { get; }

    public string Path => "/authz.v1.AuthorizationService/Authorize";

    public ReadOnlyMemory<byte> Request { get; }

    public int AnswerLength { get; }

    public ReadOnlyMemory<byte> AnswerStart { get; }

    public int Decisions => 1;

    /// <summary>The first fields of an answer that allows.</summary>
    public static AuthorizeResponse Proof => new() { Decision = Decision.Allow, Reason = DecisionReason.Allowed };

    /// <summary>Asks once, and takes the length of that answer for the right one.</summary>
    public static async Task<AuthorizeQuestion> AskAsync(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(server);
        return new AuthorizeQuestion(server, request, await AskAsync(client, request, cancellation));
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(_server);
        for (var count = 0; count < Samples; count++)
        {
            AuthorizeResponse response = await AskAsync(client, _request, cancellation);
            if (response.CalculateSize() + Frame.PrefixLength != AnswerLength)
                throw new LoadFaultException($"an answer of {response.CalculateSize()} bytes instead of {AnswerLength - Frame.PrefixLength}: {response}");
        }
    }

    /// <summary>Asks once what must be denied: whoever allows everything is not worth measuring.</summary>
    public static async Task ThrowUnlessDeniedAsync(Uri server, AuthorizeRequest request, CancellationToken cancellation)
    {
        using AuthzClient client = ServerClient.Connect(server);
        AuthorizeResponse response = await client.AuthorizeAsync(request, cancellation);
        if (response.Decision != Decision.Deny) throw new LoadFaultException($"the sidecar does not deny another region: {response}");
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
