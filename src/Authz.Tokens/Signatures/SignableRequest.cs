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

    private SignableRequest(SignableRequest other, IReadOnlyList<KeyValuePair<string, string>> headers, string query)
    {
        Method = other.Method;
        Path = other.Path;
        Query = query;
        Headers = headers;
        PayloadHash = other.PayloadHash;
    }

    /// <summary>HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path as on the wire.</summary>
    public string Path { get; }

    /// <summary>Raw query without the question mark.</summary>
    public string Query { get; }

    /// <summary>All headers in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>SHA-256 of the body, 64 lower-case hex digits.</summary>
    public string PayloadHash { get; }

    /// <summary>The same request with other headers.</summary>
    public SignableRequest With(IReadOnlyList<KeyValuePair<string, string>> headers) => new(this, headers, Query);

    internal SignableRequest WithQuery(string query) => new(this, Headers, query);
}
