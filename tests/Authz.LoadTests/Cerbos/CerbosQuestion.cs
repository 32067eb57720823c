using Authz.LoadTests.Cerbos.V1;
using Authz.LoadTests.Questions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Authz.LoadTests.Cerbos;

/// <summary>CheckResources of one resource and one action: the same question, as Cerbos is asked.</summary>
internal sealed class CerbosQuestion : IQuestion
{
    private const int Samples = 50;
    private const string Action = "get";

    private readonly Uri _server;
    private readonly CheckResourcesRequest _request = RequestOf(SampleRequest.Region);

    private CerbosQuestion(Uri server, CheckResourcesResponse answer)
    {
        _server = server;
        Request = Frame.Of(_request);
        AnswerLength = Frame.PrefixLength + answer.CalculateSize();
        // Cerbos writes the fields by number: all but the id of the call, which comes last, is always the same
        CheckResourcesResponse known = answer.Clone();
        known.CerbosCallId = "";
        AnswerStart = Frame.StartOf(known, answer.CalculateSize());
    }

    public string Path => "/cerbos.svc.v1.CerbosService/CheckResources";

    public ReadOnlyMemory<byte> Request { get; }

    public int AnswerLength { get; }

    public ReadOnlyMemory<byte> AnswerStart { get; }

    public int Decisions => 1;

    /// <summary>Asks once, and takes the length of that answer for the right one. Makes sure that another region is denied.</summary>
    public static async Task<CerbosQuestion> AskAsync(Uri server, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var client = new CerbosService.CerbosServiceClient(channel);
        CheckResourcesResponse denied = await AskAsync(client, RequestOf(SampleRequest.DeniedRegion), cancellation);
        if (EffectOf(denied) != Effect.Deny) throw new LoadFaultException($"Cerbos does not deny another region: {denied}");
        CheckResourcesResponse allowed = await AskAsync(client, RequestOf(SampleRequest.Region), cancellation);
        ThrowUnlessAllowed(allowed);
        return new CerbosQuestion(server, allowed);
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(_server);
        var client = new CerbosService.CerbosServiceClient(channel);
        for (var count = 0; count < Samples; count++)
        {
            CheckResourcesResponse answer = await AskAsync(client, _request, cancellation);
            ThrowUnlessAllowed(answer);
            var frame = Frame.Of(answer);
            if (frame.Length != AnswerLength || !frame.AsSpan().StartsWith(AnswerStart.Span))
                throw new LoadFaultException($"Cerbos answers with other bytes than before: {answer}");
        }
    }

    private static void ThrowUnlessAllowed(CheckResourcesResponse answer)
    {
        if (EffectOf(answer) != Effect.Allow) throw new LoadFaultException($"Cerbos does not allow, there is nothing to measure: {answer}");
    }

    private static Effect EffectOf(CheckResourcesResponse answer) =>
        answer.Results.Count == 1 && answer.Results[0].Actions.TryGetValue(Action, out Effect effect) ? effect : Effect.Unspecified;

    private static async Task<CheckResourcesResponse> AskAsync(
        CerbosService.CerbosServiceClient client, CheckResourcesRequest request, CancellationToken cancellation)
    {
        try
        {
            return await client.CheckResourcesAsync(request, cancellationToken: cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Cancelled)
        {
            throw new LoadFaultException($"a sampled call of Cerbos failed: {exception.Message}");
        }
    }

    private static CheckResourcesRequest RequestOf(string region)
    {
        var resource = new Resource { Kind = "order", Id = "42" };
        resource.Attr.Add("region", Value.ForString(region));
        resource.Attr.Add("source_ip", Value.ForString(SampleRequest.SourceIp));
        resource.Attr.Add("secure_transport", Value.ForBool(true));
        return new CheckResourcesRequest
        {
            RequestId = "load",
            Principal = new Principal { Id = "ana", Roles = { "order_reader" } },
            Resources = { new ResourceEntry { Actions = { Action }, Resource = resource } },
        };
    }
}
