using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Sts.Federation.Issuers;

/// <summary>
/// Fetches documents by HTTPS for one look at one issuer, and then is thrown away: no connection outlives it. Bounded in time and size,
/// without proxy, cookies and decompression; redirects only within the host.
/// </summary>
internal sealed class HttpsDocuments : IDisposable
{
    /// <summary>Largest document, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    private const int MaximumRedirects = 3;

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly string? _bearer;

    /// <param name="connection">Opens connections.</param>
    /// <param name="trust">By which authorities, without asking anybody else.</param>
    /// <param name="bearer">The token that is shown; null: none.</param>
    /// <param name="timeout">How long a document may take.</param>
    public HttpsDocuments(GuardedConnection connection, X509ChainPolicy trust, string? bearer, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = connection.OpenAsync,
            MaxResponseHeadersLength = 16,
            UseCookies = false,
            UseProxy = false,
        };
        handler.SslOptions.CertificateChainPolicy = trust;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        (_bearer, _timeout) = (bearer, timeout);
    }

    /// <summary>Fetches a document. What goes wrong on the way is an outcome.</summary>
    public async Task<FetchedDocument> GetAsync(Uri url)
    {
        using var patience = new CancellationTokenSource(_timeout);
        try
        {
            return await FollowAsync(url, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return FetchedDocument.Failed(FetchOutcome.Unreachable, $"no document within {_timeout.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return OutcomeOf(exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<FetchedDocument> FollowAsync(Uri url, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            using HttpResponseMessage response = await SendAsync(url, cancellation).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            if (status is < 300 or >= 400) return await ReadAsync(response, status, cancellation).ConfigureAwait(false);
            if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out Uri? target) || redirects == MaximumRedirects)
                return FetchedDocument.Failed(FetchOutcome.Refused, $"the answer is {status} and leads nowhere");
            if (Uri.Compare(url, target, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
                return FetchedDocument.Failed(FetchOutcome.Refused, "the answer leads to another host");
            url = target;
        }
    }

    private Task<HttpResponseMessage> SendAsync(Uri url, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd("application/json, application/jwk-set+json");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (_bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _bearer);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static async Task<FetchedDocument> ReadAsync(HttpResponseMessage response, int status, CancellationToken cancellation)
    {
        // 429 and failures of the server pass; what it refuses it will refuse again
        if (status is >= 500 or 429) return FetchedDocument.Failed(FetchOutcome.Unreachable, $"the answer is {status}");
        if (status != 200) return FetchedDocument.Failed(FetchOutcome.Refused, $"the answer is {status}");
        if (response.Content.Headers.ContentEncoding.Any(static e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            return FetchedDocument.Failed(FetchOutcome.Refused, "the document is compressed, which was not asked for");
        var tooLarge = FetchedDocument.Failed(FetchOutcome.Refused, $"the document has more than {MaximumBytes} bytes");
        if (response.Content.Headers.ContentLength > MaximumBytes) return tooLarge;
        using Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var content = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            if (content.Length + read > MaximumBytes) return tooLarge;
            content.Write(buffer, 0, read);
        }

        return new FetchedDocument(FetchOutcome.Fetched, content.ToArray(), "");
    }

    private static FetchedDocument OutcomeOf(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ForbiddenAddressException forbidden) return FetchedDocument.Failed(FetchOutcome.Forbidden, forbidden.Message);
        }

        var reason = exception is HttpRequestException { HttpRequestError: var error } ? error.ToString() : exception.GetType().Name;
        return FetchedDocument.Failed(FetchOutcome.Unreachable, $"the connection failed: {reason}");
    }
}
