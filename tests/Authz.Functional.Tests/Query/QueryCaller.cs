using System.Net;
using System.Text;
using System.Xml.Linq;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Tokens.Signatures;

namespace Authz.Functional.Tests.Query;

/// <summary>Calls the Query API of a sidecar as an SDK does: signs, sends, reads.</summary>
/// <param name="sidecar">The sidecar.</param>
internal sealed class QueryCaller(TestSidecar sidecar) : IDisposable
{
    public const string Form = "application/x-www-form-urlencoded; charset=utf-8";
    public const string Version = "2011-06-15";

    private readonly HttpClient _browser = TestSidecar.Browser(sidecar.Http);

    /// <summary>The host as it is signed.</summary>
    public string Host => new Uri(sidecar.Http).Authority;

    public void Dispose() => _browser.Dispose();

    /// <summary>A form of an operation, its names and values encoded.</summary>
    public static string FormOf(string action, params (string Name, string Value)[] parameters)
    {
        (string Name, string Value)[] all = [("Action", action), ("Version", Version), .. parameters];
        return string.Join('&', all.Select(static p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
    }

    /// <summary>Signs and posts an operation.</summary>
    public Task<QueryAnswer> CallAsync(AccessKeyPair? key, string action, params (string Name, string Value)[] parameters) =>
        PostAsync(key, FormOf(action, parameters));

    /// <summary>Signs and posts a form.</summary>
    public Task<QueryAnswer> PostAsync(AccessKeyPair? key, string body, string query = "", string region = "us-east-1", string? host = null) =>
        SendAsync(Sign(key, body, query, region, host));

    /// <summary>A request that is signed; changed before it is sent.</summary>
    public HttpRequestMessage Sign(AccessKeyPair? key, string body, string query = "", string region = "us-east-1", string? host = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, query.Length == 0 ? "/" : $"/?{query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Form);
        request.Headers.Host = host ?? Host;
        if (key is null) return request;
        var signable = new SignableRequest(
            "POST", "/", query, [new("host", host ?? Host), new("content-type", Form)], Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in SignatureV4.Sign(signable, key.Id, key.Secret, key.SessionToken, region, "sts", sidecar.Clock.GetUtcNow()))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>Gets a presigned URL.</summary>
    public Task<QueryAnswer> GetAsync(string query) => SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/?{query}"));

    /// <summary>The query of a presigned operation.</summary>
    public string Presign(AccessKeyPair key, string action, int expiry = 900, params (string Name, string Value)[] parameters) => SignatureV4.Presign(
        new SignableRequest("GET", "/", FormOf(action, parameters), [new("host", Host)], []), key.Id, key.Secret, key.SessionToken, "us-east-1", "sts",
        sidecar.Clock.GetUtcNow(), TimeSpan.FromSeconds(expiry));

    public async Task<QueryAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await _browser.SendAsync(request, TestContext.Current.CancellationToken);
            return await QueryAnswer.ReadAsync(response);
        }
    }
}

/// <summary>An answer of the Query API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Media type.</param>
/// <param name="RequestId">Header <c>x-amzn-RequestId</c>; null: absent.</param>
/// <param name="Body">The body.</param>
internal sealed record QueryAnswer(HttpStatusCode Status, string? Type, string? RequestId, string Body)
{
    private static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    public XElement Xml => XElement.Parse(Body, LoadOptions.PreserveWhitespace);

    /// <summary>The code of an error; empty for an answer.</summary>
    public string Code => Xml.Element(Sts + "Error")?.Element(Sts + "Code")?.Value ?? "";

    public string Message => Xml.Element(Sts + "Error")?.Element(Sts + "Message")?.Value ?? "";

    /// <summary>A text of the result; null when it is absent.</summary>
    public string? Find(string name) => Xml.Elements().FirstOrDefault(static e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal))?
        .Descendants(Sts + name).FirstOrDefault()?.Value;

    public AccessKeyPair Credentials => new(Find("AccessKeyId")!, Find("SecretAccessKey")!, Find("SessionToken"));

    public static async Task<QueryAnswer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode, response.Content.Headers.ContentType?.MediaType,
        response.Headers.TryGetValues("x-amzn-RequestId", out IEnumerable<string>? ids) ? ids.Single() : null,
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public void AssertRefused(string code, int status)
    {
        Assert.Equal((code, status), (Code, (int)Status));
        Assert.Equal(RequestId, Xml.Element(Sts + "RequestId")?.Value);
        Assert.Equal(status < 500 ? "Sender" : "Receiver", Xml.Element(Sts + "Error")!.Element(Sts + "Type")!.Value);
        Assert.NotNull(RequestId);
    }

    public QueryAnswer AssertAnswered()
    {
        Assert.True(Status == HttpStatusCode.OK, Body);
        Assert.Equal(RequestId, Xml.Element(Sts + "ResponseMetadata")?.Element(Sts + "RequestId")?.Value);
        return this;
    }
}
