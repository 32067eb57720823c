using System.Runtime.InteropServices;
using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>An AuthorizeBatchRequest as it arrived, read without message objects. Nothing of it is checked but that it is a message.</summary>
internal sealed class ReceivedBatch
{
    private const uint RequestsTag = (AuthorizeBatchRequest.RequestsFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint SessionTokenTag = (AuthorizeBatchRequest.SessionTokenFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint RegionTag = (AuthorizeBatchRequest.RegionFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ContextTag = (AuthorizeBatchRequest.ContextFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint MinPolicyRevisionTag = (AuthorizeBatchRequest.MinPolicyRevisionFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint SignedRequestTag = (AuthorizeBatchRequest.SignedRequestFieldNumber << 3) | MessageReader.LengthDelimited;

    private readonly List<ReceivedRequest> _requests = [];
    private List<ReceivedKey>? _context;
    private ReceivedSignedRequest? _signed;

    private ReceivedBatch()
    {
    }

    /// <summary>The requests, but for those far beyond what is answered.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _requests;

    /// <summary>How many requests arrived.</summary>
    public int Count { get; private set; }

    public string SessionToken { get; private set; } = "";

    public string Region { get; private set; } = "";

    public ReadOnlySpan<ReceivedKey> Context => CollectionsMarshal.AsSpan(_context);

    public string MinPolicyRevision { get; private set; } = "";

    /// <summary>Bytes of the message.</summary>
    public int Size { get; private set; }

    public ReceivedSignedRequest? SignedRequest => _signed;

    /// <summary>Reads the message.</summary>
    public static ReceivedBatch Read(ReadOnlySpan<byte> message)
    {
        var batch = new ReceivedBatch { Size = message.Length };
        var reader = new MessageReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case RequestsTag: batch.Add(reader.ReadBytes()); break;
                case SessionTokenTag: batch.SessionToken = reader.ReadText(); break;
                case RegionTag: batch.Region = reader.ReadText(); break;
                case ContextTag: ReceivedKey.AddTo(ref batch._context, reader.ReadBytes()); break;
                case MinPolicyRevisionTag: batch.MinPolicyRevision = reader.ReadText(); break;
                case SignedRequestTag: ReceivedSignedRequest.AddTo(ref batch._signed, reader.ReadBytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return batch;
    }

    private void Add(ReadOnlySpan<byte> request)
    {
        Count++;
        if (_requests.Count <= RequestLimits.BatchSize) _requests.Add(ReceivedRequest.Read(request, _requests.Count == 0 ? null : _requests[^1]));
    }
}
