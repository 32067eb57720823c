using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Google.Protobuf;

namespace Authz.Sidecar.Tests.Wire;

/// <summary>Messages as they arrive.</summary>
internal static class Received
{
    public static ReceivedRequest Of(AuthorizeRequest request) => ReceivedRequest.Read(request.ToByteArray());

    public static ReceivedBatch Of(AuthorizeBatchRequest batch) => ReceivedBatch.Read(batch.ToByteArray());
}
