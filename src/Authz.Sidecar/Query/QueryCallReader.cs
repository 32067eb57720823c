using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Authz.Sts.Errors;
using Authz.Tokens.Signatures;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Authz.Sidecar.Query;

/// <summary>Reads a call of the Query API: the protocol, before who calls and what is asked for.</summary>
internal static class QueryCallReader
{
    /// <summary>Largest body, in bytes.</summary>
    public const int BodyBytes = 256 * 1024;

    private const string Form = "application/x-www-form-urlencoded";
    private const string Version = "2011-06-15";

    /// <summary>Reads the call.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <returns>The call, or what is wrong with it.</returns>
    public static async Task<(QueryCall? Call, StsError Error)> ReadAsync(HttpContext context)
    {
        HttpRequest http = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
        if (path != "/") return Refuse($"the path is `{path}`: the Query API is at `/`");
        if (await ReadBodyAsync(http) is not { } body)
            return (null, new StsError(StsErrorCode.RequestEntityTooLarge, $"the body has more than {BodyBytes} bytes: send less"));
        if (body.Length > 0 && !IsForm(http)) return Refuse($"the body is no form: send `Content-Type: {Form}`, and no other charset than utf-8, nothing compressed");
        if (HttpMethods.IsGet(http.Method) && body.Length > 0) return Refuse("a GET has no body: send the parameters in the query, or POST them");
        StsError error = FormParameters.Read(Encoding.UTF8.GetBytes(query), body, out FormParameters parameters);
        if (!error.IsError) error = Check(parameters);
        return error.IsError ? (null, error) : (new QueryCall
        {
            Request = new SignableRequest(http.Method, path, query, [.. Headers(http)], body),
            Parameters = parameters,
            Host = http.Host.Host,
        }, default);
    }

    private static StsError Check(FormParameters parameters) => (parameters.Find("Action"), parameters.Find("Version")) switch
    {
        (null or "", _) => new StsError(StsErrorCode.MissingAction, "the request has no `Action`: name an operation, such as `GetCallerIdentity`"),
        (_, not Version) => new StsError(StsErrorCode.InvalidAction, $"the `Version` of the protocol must be `{Version}`"),
        ({ } action, _) when !QueryActions.IsKnown(action) => new StsError(
            StsErrorCode.InvalidAction, $"Could not find operation {(action.Length <= 100 ? action : action[..100])} for version {Version}"),
        _ => default,
    };

    // null: too long. What was announced is not made room for before it comes
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest http)
    {
        if (http.ContentLength > BodyBytes) return null;
        while (true)
        {
            ReadResult come = await http.BodyReader.ReadAsync(http.HttpContext.RequestAborted);
            ReadOnlySequence<byte> body = come.Buffer;
            var isTooLong = body.Length > BodyBytes;
            var whole = come.IsCompleted && !isTooLong ? body.ToArray() : null;
            http.BodyReader.AdvanceTo(come.IsCompleted ? body.End : body.Start, body.End);
            if (isTooLong || whole is not null) return whole;
        }
    }

    private static bool IsForm(HttpRequest http)
    {
        if (http.Headers.ContentEncoding.Count > 0) return false;
        // some clients say nothing
        if (http.Headers.ContentType.Count == 0) return true;
        return MediaTypeHeaderValue.TryParse(http.ContentType, out MediaTypeHeaderValue? type) && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(HttpRequest http) =>
        from header in http.Headers
        from value in header.Value
        select new KeyValuePair<string, string>(header.Key, value ?? "");

    private static (QueryCall?, StsError) Refuse(string message) => (null, new StsError(StsErrorCode.ValidationError, message));
}
