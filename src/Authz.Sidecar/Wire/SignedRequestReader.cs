using System.Buffers;
using Authz.Protocol.V1;
using Authz.Sidecar.Configuration;
using Authz.Sts.Identities;
using Authz.Tokens.Signatures;

namespace Authz.Sidecar.Wire;

/// <summary>Reads the request that a service received into the call whose signature is verified. Thread-safe.</summary>
/// <param name="options">How long signatures count.</param>
internal sealed class SignedRequestReader(SignedRequestOptions options)
{
    private const string S3 = "s3";
    private const int MethodLength = 32;

    private static readonly SearchValues<char> MethodCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("0123456789abcdef");

    // RFC 9110 section 5.6.2
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Reads it.</summary>
    /// <param name="request">The message.</param>
    /// <param name="region">The region that it must be signed for.</param>
    /// <param name="call">The call when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is. What is wrong with the signature is not looked at.</returns>
    public string? Read(ReceivedSignedRequest request, string region, out SignedCall? call)
    {
        call = null;
        if ((CheckLine(request) ?? CheckHeaders(request.Headers) ?? CheckPayload(request)) is { } fault) return fault;
        var terms = new SignatureTerms(request.Service, scope => string.Equals(scope, region, StringComparison.Ordinal))
        {
            Window = options.Window,
            LongestExpiry = options.LongestExpiry,
        };
        PathForm form = request.Service == S3 ? PathForm.S3 : PathForm.Service;
        call = new SignedCall(
            SignableRequest.Received(request.Method, request.Uri, request.Headers, request.PayloadSha256)
                .Of(form, request.PayloadPolicy == PayloadPolicy.UnsignedAllowed),
            terms);
        return null;
    }

    private static string? CheckLine(ReceivedSignedRequest request)
    {
        if (request.Method.Length is 0 or > MethodLength || request.Method.AsSpan().ContainsAnyExcept(MethodCharacters))
            return $"`signed_request.method` is `{ContextReader.Shorten(request.Method)}`: write the method as it was sent, such as `GET`";
        var uri = request.Uri;
        if (uri.Length is 0 or > RequestLimits.UriLength || uri[0] != '/' || uri.AsSpan().ContainsAnyExceptInRange('!', '~') || uri.Contains('#', StringComparison.Ordinal))
            return $"`signed_request.uri` is `{ContextReader.Shorten(uri)}`: write path and query as they were sent, at most {RequestLimits.UriLength} characters";
        return request.Service.Length is 0 or > RequestLimits.ServiceLength || request.Service.AsSpan().ContainsAnyExcept(ServiceCharacters)
            ? $"`signed_request.service` is `{ContextReader.Shorten(request.Service)}`: write the name of the service in credential scopes, such as `orders`"
            : null;
    }

    private static string? CheckHeaders(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (headers.Count > RequestLimits.Headers) return $"`signed_request.headers` has more than {RequestLimits.Headers} headers: refuse such a request";
        var length = 0;
        foreach ((var name, var value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
                return $"`signed_request.headers` has the name `{ContextReader.Shorten(name)}`: write names as in HTTP/1.1, `:authority` as `host`";
            if ((length += name.Length + value.Length) > RequestLimits.HeaderLength)
                return $"`signed_request.headers` has more than {RequestLimits.HeaderLength} characters: refuse such a request";
        }

        return null;
    }

    private static string? CheckPayload(ReceivedSignedRequest request)
    {
        if (request.PayloadPolicy is not (PayloadPolicy.Unspecified or PayloadPolicy.Signed or PayloadPolicy.UnsignedAllowed))
            return $"`signed_request.payload_policy` is {(int)request.PayloadPolicy}: write SIGNED or UNSIGNED_ALLOWED";
        var hash = request.PayloadSha256;
        if (hash.Length == 0 && request.PayloadPolicy == PayloadPolicy.UnsignedAllowed) return null;
        return hash.Length != 64 || hash.AsSpan().ContainsAnyExcept(HashCharacters)
            ? $"`signed_request.payload_sha256` is `{ContextReader.Shorten(hash)}`: write the SHA-256 of the body in 64 lower-case hexadecimal digits"
            : null;
    }
}
