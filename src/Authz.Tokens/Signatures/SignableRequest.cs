using System.Security.Cryptography;

namespace Authz.Tokens.Signatures;

/// <summary>The parts of a request that Signature Version 4 covers, as they arrived or will be sent.</summary>
public sealed class SignableRequest
{
    /// <param name="method">HTTP method, upper case.</param>
    /// <param name="path">Path as on the wire, percent-encoded; empty counts as <c>/</c>. For gRPC the method's path.</param>
    /// <param name="query">Raw query without the question mark; empty for none.</param>
    /// <param name="headers">
    /// Name and value of every header, in order, a repeated one repeated; names in any case. <c>host</c> must be among them to sign
    /// (HTTP/2: the <c>:authority</c>).
    /// </param>
    /// <param name="payload">The whole body as raw bytes; only its hash is kept.</param>
    public SignableRequest(
        string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> payload)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        PayloadHash = Convert.ToHexStringLower(SHA256.HashData(payload));
    }

    private SignableRequest(string method, string path, string query, IReadOnlyList<KeyValuePair<string, string>> headers, string payloadHash)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        PayloadHash = payloadHash;
    }

    /// <summary>HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path as on the wire.</summary>
    public string Path { get; }

    /// <summary>Raw query without the question mark.</summary>
    public string Query { get; }

    /// <summary>All headers in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>SHA-256 of the body, 64 lower-case hex digits; empty: nobody knows, and no announced hash is its.</summary>
    public string PayloadHash { get; }

    /// <summary>What is made of the path.</summary>
    public PathForm PathForm { get; private init; }

    /// <summary>Whether a body counts that its signature does not cover (<c>UNSIGNED-PAYLOAD</c>).</summary>
    public bool MayBeUnsigned { get; private init; }

    /// <summary>A request of which somebody else has the body.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Path and query as on the wire.</param>
    /// <param name="headers">Name and value of every header, in order.</param>
    /// <param name="payloadHash">SHA-256 of the body that arrived, 64 lower-case hex digits; empty: not known.</param>
    public static SignableRequest Received(
        string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, string payloadHash)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new SignableRequest(method, target, "", headers, payloadHash)
            : new SignableRequest(method, target[..mark], target[(mark + 1)..], headers, payloadHash);
    }

    /// <summary>The same request, read as a service wants it.</summary>
    /// <param name="form">What is made of the path.</param>
    /// <param name="mayBeUnsigned">Whether a body counts that the signature does not cover.</param>
    public SignableRequest Of(PathForm form, bool mayBeUnsigned) =>
        new(Method, Path, Query, Headers, PayloadHash) { PathForm = form, MayBeUnsigned = mayBeUnsigned };

    /// <summary>The same request with other headers.</summary>
    public SignableRequest With(IReadOnlyList<KeyValuePair<string, string>> headers) => With(headers, Query);

    internal SignableRequest WithQuery(string query) => With(Headers, query);

    private SignableRequest With(IReadOnlyList<KeyValuePair<string, string>> headers, string query) =>
        new(Method, Path, query, headers, PayloadHash) { PathForm = PathForm, MayBeUnsigned = MayBeUnsigned };
}
