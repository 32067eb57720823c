using Authz.Sidecar.Wire;

namespace Authz.Sidecar.Authorization;

/// <summary>Reads the requests of a stream, which mostly say the same: what one says as the one before it is not made again. For one thread.</summary>
internal sealed class RequestsInTurn
{
    /// <summary>Largest message that is kept, in bytes: a stream may wait for hours with it.</summary>
    internal const int LargestKept = 16 * 1024;

    private ReceivedRequest? _before;

    /// <summary>Reads the next request.</summary>
    /// <param name="message">Its bytes.</param>
    public ReceivedRequest Read(ReadOnlySpan<byte> message)
    {
        var request = ReceivedRequest.Read(message, _before);
        _before = message.Length <= LargestKept ? request : null;
        return request;
    }
}
