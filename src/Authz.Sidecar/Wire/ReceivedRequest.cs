using System.Runtime.InteropServices;
using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>An AuthorizeRequest as it arrived, read without message objects. Nothing of it is checked but that it is a message.</summary>
internal sealed class ReceivedRequest
{
    private const uint SessionTokenTag = (AuthorizeRequest.SessionTokenFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ActionTag = (AuthorizeRequest.ActionFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ResourceTag = (AuthorizeRequest.ResourceFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint RegionTag = (AuthorizeRequest.RegionFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ContextTag = (AuthorizeRequest.ContextFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint MinPolicyRevisionTag = (AuthorizeRequest.MinPolicyRevisionFieldNumber << 3) | MessageReader.LengthDelimited;

    private const uint EncodeDenialTag = AuthorizeRequest.EncodeDenialFieldNumber << 3;
    private const uint SignedRequestTag = (AuthorizeRequest.SignedRequestFieldNumber << 3) | MessageReader.LengthDelimited;

    private const uint LikePreviousTag = AuthorizeRequest.LikePreviousFieldNumber << 3;

    private static readonly ReceivedRequest Nothing = new();

    private List<ReceivedKey>? _context;
    private ReceivedSignedRequest? _signed;

    private ReceivedRequest()
    {
    }

    public string SessionToken { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string Resource { get; private set; } = "";

    public string Region { get; private set; } = "";

    public ReadOnlySpan<ReceivedKey> Context => CollectionsMarshal.AsSpan(_context);

    public string MinPolicyRevision { get; private set; } = "";

    public bool EncodeDenial { get; private set; }

    /// <summary>Bytes of the message.</summary>
    public int Size { get; private set; }

    public ReceivedSignedRequest? SignedRequest => _signed;

    /// <summary>Whether it asks to be completed from the one before it, and was not.</summary>
    public bool LacksPrevious { get; private set; }

    /// <summary>Reads the message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="before">The one before it, whose texts are taken where they are the same.</param>
    public static ReceivedRequest Read(ReadOnlySpan<byte> message, ReceivedRequest? before = null)
    {
        before ??= Nothing;
        var request = new ReceivedRequest { Size = message.Length };
        var reader = new MessageReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case SessionTokenTag: request.SessionToken = reader.ReadText(before.SessionToken); break;
                case ActionTag: request.Action = reader.ReadText(before.Action); break;
                case ResourceTag: request.Resource = reader.ReadText(before.Resource); break;
                case RegionTag: request.Region = reader.ReadText(before.Region); break;
                case ContextTag: ReceivedKey.AddTo(ref request._context, reader.ReadBytes(), before.Context); break;
                case MinPolicyRevisionTag: request.MinPolicyRevision = reader.ReadText(before.MinPolicyRevision); break;
                case EncodeDenialTag: request.EncodeDenial = reader.ReadFlag(); break;
                case SignedRequestTag: ReceivedSignedRequest.AddTo(ref request._signed, reader.ReadBytes(), before._signed); break;
                case LikePreviousTag: request.LacksPrevious = reader.ReadFlag(); break;
                default: reader.Skip(tag); break;
            }
        }

        if (request.Context.SequenceEqual(before.Context)) request._context = before._context;
        return request;
    }

    /// <summary>Takes what it leaves out from the request before it, if it asks for that.</summary>
    /// <param name="before">The one before it on the stream; null: there is none, or it is not kept.</param>
    public void Complete(ReceivedRequest? before)
    {
        if (!LacksPrevious || before is null or { LacksPrevious: true }) return;
        LacksPrevious = false;
        if (SessionToken.Length == 0 && _signed is null) (SessionToken, _signed) = (before.SessionToken, before._signed);
        if (Region.Length == 0) Region = before.Region;
        if (Context.IsEmpty) _context = before._context;
    }

    /// <summary>Whether the context is that of the request before it: it was read from it, and found to be the same.</summary>
    public bool HasContextOf(ReceivedRequest? before) => before is not null && ReferenceEquals(_context, before._context);
}
