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
            static (service, _, _, call) => service.AuthorizeStream(call));
        context.AddDuplexStreamingMethod(
            Method(MethodType.DuplexStreaming, "AuthorizeBatchStream", BatchRequest, Batch), [],
            static (service, _, _, call) => service.AuthorizeBatchStream(call));
    }

    private static Method<TRequest, TAnswer> Method<TRequest, TAnswer>(
        MethodType type, string name, Marshaller<TRequest> request, Marshaller<TAnswer> answer) =>
        new(type, Protocol.V1.AuthorizationService.Descriptor.FullName, name, request, answer);

    private static Marshaller<TMessage> OfRequest<TMessage>(Func<ReadOnlySpan<byte>, TMessage> read) =>
        new(static (_, _) => throw new NotSupportedException("a server writes no requests"), context => StreamFrames.Read(context.PayloadAsReadOnlySequence(), read));

    private static Marshaller<TAnswer> OfAnswer<TAnswer>(Action<TAnswer, SerializationContext> write) =>
        new(write, static _ => throw new NotSupportedException("a server reads no answers"));
}
