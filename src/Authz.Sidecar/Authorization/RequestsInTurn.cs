using Authz.Sidecar.Wire;

namespace Authz.Sidecar.Authorization;

/// <summary>Reads the requests of a stream, which mostly say the same: what one says as the one before it is not made again. For one thread.</summary>
internal sealed class RequestsInTurn
{
    private ReceivedRequest? _before;

    /// <summary>Reads the next request.</summary>
    /// <param name="message">Its bytes.</param>
    public ReceivedRequest Read(ReadOnlySpan<byte> message)
    {
        var request = ReceivedRequest.Read(message, _before);
        request.Complete(_before);
        _before = message.Length <= RequestLimits.PreviousBytes ? request : null;
        return request;
    }
}
