using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>A SignedHttpRequest as it arrived, read without message objects. Nothing of it is checked but that it is a message.</summary>
internal sealed class ReceivedSignedRequest
{
    private const uint MethodTag = (SignedHttpRequest.MethodFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint UriTag = (SignedHttpRequest.UriFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint HeadersTag = (SignedHttpRequest.HeadersFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint PayloadSha256Tag = (SignedHttpRequest.PayloadSha256FieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ServiceTag = (SignedHttpRequest.ServiceFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint RegionTag = (SignedHttpRequest.RegionFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint PayloadPolicyTag = SignedHttpRequest.PayloadPolicyFieldNumber << 3;
    private const uint NameTag = (HttpHeader.NameFieldNumber << 3) | MessageReader.LengthDelimited;
    private const uint ValueTag = (HttpHeader.ValueFieldNumber << 3) | MessageReader.LengthDelimited;

    private readonly List<KeyValuePair<string, string>> _headers = [];

    // what it was read from; null when that were several pieces
    private byte[]? _bytes;

    private ReceivedSignedRequest()
    {
    }

    public string Method { get; private set; } = "";

    public string Uri { get; private set; } = "";

    /// <summary>The headers, but for those far beyond what is read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    public string PayloadSha256 { get; private set; } = "";

    public string Service { get; private set; } = "";

    public string Region { get; private set; } = "";

    public PayloadPolicy PayloadPolicy { get; private set; }

    /// <summary>Adds what arrived in a field: the first time it is the message, another time it is merged into it, as the generated code does.</summary>
    /// <param name="request">What arrived so far; null: nothing.</param>
    /// <param name="message">The bytes.</param>
    /// <param name="before">That of the message before: one that says the same is not made again, so that it is verified once.</param>
    public static void AddTo(ref ReceivedSignedRequest? request, ReadOnlySpan<byte> message, ReceivedSignedRequest? before = null)
    {
        if (request is null)
        {
            request = before?._bytes is { } same && message.SequenceEqual(same) ? before : Read(message);
            return;
        }

        // what belongs to the message before is not changed
        if (ReferenceEquals(request, before)) request = Read(before._bytes);
        request._bytes = null;
        request.Merge(message);
    }

    /// <summary>Without what it proves.</summary>
    public override string ToString() => $"{Service} {Method}";

    private static ReceivedSignedRequest Read(ReadOnlySpan<byte> message)
    {
        var request = new ReceivedSignedRequest { _bytes = message.ToArray() };
        request.Merge(message);
        return request;
    }

    private void Merge(ReadOnlySpan<byte> message)
    {
        var reader = new MessageReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case MethodTag: Method = reader.ReadText(); break;
                case UriTag: Uri = reader.ReadText(); break;
                case HeadersTag: AddHeader(reader.ReadBytes()); break;
                case PayloadSha256Tag: PayloadSha256 = reader.ReadText(); break;
                case ServiceTag: Service = reader.ReadText(); break;
                case RegionTag: Region = reader.ReadText(); break;
                case PayloadPolicyTag: PayloadPolicy = (PayloadPolicy)reader.ReadNumber(); break;
                default: reader.Skip(tag); break;
            }
        }
    }

    private void AddHeader(ReadOnlySpan<byte> header)
    {
        var (name, value) = ("", "");
        var reader = new MessageReader(header);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == NameTag) name = reader.ReadText();
            else if (tag == ValueTag) value = reader.ReadText();
            else reader.Skip(tag);
        }

        // one too many is enough to tell that there are too many
        if (_headers.Count <= RequestLimits.Headers) _headers.Add(new(name, value));
    }
}
