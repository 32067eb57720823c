using System.Security.Cryptography;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Http;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Grpc.Core;
using Microsoft.Net.Http.Headers;

namespace Authz.Sidecar.Query;

/// <summary>The STS Query API, protocol version 2011-06-15: unmodified SDKs of AWS call it (STS section 1).</summary>
internal sealed partial class QueryEndpoint(
    QueryPlaces places, QueryOperations operations, Recorder recorder, AuditLog audit, IssueRecords records, ILogger<QueryEndpoint> logger)
{
    private const string Json = "application/json";

    /// <summary>Maps it.</summary>
    public static void Map(WebApplication application)
    {
        QueryEndpoint endpoint = application.Services.GetRequiredService<QueryEndpoint>();
        application.MapMethods("/", [HttpMethods.Post, HttpMethods.Get], GoneClient.Guard(endpoint.AnswerAsync)).On(Listener.Http);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var requestId = NextId();
        var isJson = WantsJson(context.Request);
        (var action, QueryResult result) = await RunAsync(context, requestId);
        HttpResponse response = context.Response;
        response.Headers["x-amzn-RequestId"] = requestId;
        // what is answered are credentials
        response.Headers.CacheControl = "no-store";
        response.StatusCode = result.Error.IsError ? StsErrorTable.HttpStatusOf(result.Error.Code) : StatusCodes.Status200OK;
        response.ContentType = isJson ? Json : "text/xml";
        var body = result.Parts is { } parts ? AnswerWriter.Write(action, parts, requestId, isJson) : AnswerWriter.Write(result.Error, requestId, isJson);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task<(string Action, QueryResult Result)> RunAsync(HttpContext context, string requestId)
    {
        var action = "";
        try
        {
            (QueryCall? call, StsError error) = await QueryCallReader.ReadAsync(context);
            if (call is null) return (action, QueryResult.Of(error));
            action = call.Action;
            error = places.Read(call, context, out CallPlace place);
            QueryResult result = error.IsError ? QueryResult.Of(error) : await operations.RunAsync(call, place, context.RequestAborted);
            if (!QueryActions.Issues(action)) return (action, result);
            recorder.RecordIssue(QueryActions.MetricOf(action), result.Error.Code);
            await audit.IssuedAsync(records.Of(call, error.IsError ? "" : place.Endpoint.Region, result, context));
            return (action, result);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            // what cannot be recorded is not answered
            return (action, QueryResult.Of(new StsError(StsErrorCode.ServiceUnavailable, exception.Status.Detail)));
        }
        catch (BadHttpRequestException exception)
        {
            return (action, QueryResult.Of(new StsError(StsErrorCode.ValidationError, $"the request cannot be read: {exception.Message}")));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException) && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(logger, action, requestId, exception);
            return (action, QueryResult.Of(new StsError(StsErrorCode.InternalFailure, "an internal failure; the sidecar's log says which")));
        }
    }

    // a random UUID (RFC 9562 section 5.4)
    private static string NextId()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static bool WantsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted)
        && accepted.Any(static a => a.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(7, LogLevel.Error, "{Action} of the Query API failed, request {RequestId}")]
    private static partial void Failed(ILogger logger, string action, string requestId, Exception exception);
}
