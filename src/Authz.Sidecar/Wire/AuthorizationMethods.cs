using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using AuthorizationService = Authz.Sidecar.Authorization.AuthorizationService;

namespace Authz.Sidecar.Wire;

/// <summary>
/// The methods of <c>authz.v1.AuthorizationService</c> with answers that are written without message objects; requests are read by the
/// generated code. (The generated base class would fix both.)
/// </summary>
internal sealed class AuthorizationMethods : IServiceMethodProvider<AuthorizationService>
{
    private static readonly Marshaller<AuthorizeRequest> Request = OfRequest(AuthorizeRequest.Parser);
    private static readonly Marshaller<AuthorizeBatchRequest> BatchRequest = OfRequest(AuthorizeBatchRequest.Parser);
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
    }

    private static Method<TRequest, TAnswer> Method<TRequest, TAnswer>(
        MethodType type, string name, Marshaller<TRequest> request, Marshaller<TAnswer> answer) =>
        new(type, Protocol.V1.AuthorizationService.Descriptor.FullName, name, request, answer);

    private static Marshaller<TMessage> OfRequest<TMessage>(MessageParser<TMessage> parser)
        where TMessage : class, IMessage<TMessage> =>
        new(static (_, _) => throw new NotSupportedException("a server writes no requests"), context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    private static Marshaller<TAnswer> OfAnswer<TAnswer>(Action<TAnswer, SerializationContext> write) =>
        new(write, static _ => throw new NotSupportedException("a server reads no answers"));
}
