using System.Buffers;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using AuthorizationService = Authz.Sidecar.Authorization.AuthorizationService;

namespace Authz.Sidecar.Wire;

/// <summary>
/// The methods of <c>authz.v1.AuthorizationService</c> with requests that are read, and answers that are written, without message objects.
/// (The generated base class would fix both.)
/// </summary>
internal sealed class AuthorizationMethods : IServiceMethodProvider<AuthorizationService>
{
    private static readonly Marshaller<ReceivedRequest> Request = OfRequest(static message => ReceivedRequest.Read(message));
    private static readonly Marshaller<ReceivedBatch> BatchRequest = OfRequest(ReceivedBatch.Read);
    private static readonly Marshaller<WrittenAnswer> Answer = OfAnswer<WrittenAnswer>(AnswerSerializer.Write);
    private static readonly Marshaller<WrittenBatch> Batch = OfAnswer<WrittenBatch>(AnswerSerializer.Write);

    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<AuthorizationService> context)
    {
        context.AddUnaryMethod(
            Method(MethodType.Unary, "Authorize", Request, Answer), [], static (service, request, call) => service.Authorize(request, call));
        context.AddUnaryMethod(
            Method(MethodType.Unary, "AuthorizeBatch", BatchRequest, Batch), [], static (service, request, call) => service.AuthorizeBatch(request, call));
        context.AddDuplexStreamingMethod(
            Method(MethodType.DuplexStreaming, "AuthorizeStream", Request, Answer), [],
            static (service, requests, answers, call) => service.AuthorizeStream(requests, answers, call));
        context.AddDuplexStreamingMethod(
            Method(MethodType.DuplexStreaming, "AuthorizeBatchStream", BatchRequest, Batch), [],
            static (service, requests, answers, call) => service.AuthorizeBatchStream(requests, answers, call));
    }

    private static Method<TRequest, TAnswer> Method<TRequest, TAnswer>(
        MethodType type, string name, Marshaller<TRequest> request, Marshaller<TAnswer> answer) =>
        new(type, Protocol.V1.AuthorizationService.Descriptor.FullName, name, request, answer);

    private static Marshaller<TMessage> OfRequest<TMessage>(Func<ReadOnlySpan<byte>, TMessage> read) =>
        new(static (_, _) => throw new NotSupportedException("a server writes no requests"), context => Read(context.PayloadAsReadOnlySequence(), read));

    // in one piece: a long message comes in several
    private static TMessage Read<TMessage>(in ReadOnlySequence<byte> payload, Func<ReadOnlySpan<byte>, TMessage> read)
    {
        if (payload.IsSingleSegment) return read(payload.FirstSpan);
        var length = (int)payload.Length;
        var piece = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(piece);
            return read(piece.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static Marshaller<TAnswer> OfAnswer<TAnswer>(Action<TAnswer, SerializationContext> write) =>
        new(write, static _ => throw new NotSupportedException("a server reads no answers"));
}
