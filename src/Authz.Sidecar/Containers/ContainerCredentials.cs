using System.Buffers;
using System.Text.Json;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Http;
using Authz.Sidecar.Query;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Issuing;
using Authz.Tokens.Sessions;
using Grpc.Core;
using Microsoft.Net.Http.Headers;

namespace Authz.Sidecar.Containers;

/// <summary>
/// The endpoint for container credentials, as EKS Pod Identity has it: SDKs ask it when <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c> names it, with the
/// content of <c>AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE</c> in the header <c>Authorization</c>. The token is a web identity token, and what is answered
/// is a session of AssumeRoleWithWebIdentity.
/// </summary>
internal sealed partial class ContainerCredentials(
    ContainerCredentialsOptions options, WebIdentityOperation operation, CallPlaces places, Recorder recorder, AuditLog audit, IssueRecords records,
    ILogger<ContainerCredentials> logger)
{
    private const string Path = "/v1/credentials";

    /// <summary>Maps it, if it is offered.</summary>
    public static void Map(WebApplication application)
    {
        ContainerCredentials endpoint = application.Services.GetRequiredService<ContainerCredentials>();
        if (endpoint.IsOffered) application.MapGet(Path, GoneClient.Guard(endpoint.AnswerAsync)).On(Listener.Http);
    }

    private bool IsOffered => options.Roles.Count > 0;

    private async Task AnswerAsync(HttpContext context)
    {
        IssueResult result = await RunAsync(context);
        recorder.RecordIssue(QueryActions.AssumeRoleWithWebIdentity, result.Error.Code);
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.StatusCode = result.Error.IsError ? StsErrorTable.HttpStatusOf(result.Error.Code) : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var body = Write(result);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async ValueTask<IssueResult> RunAsync(HttpContext context)
    {
        try
        {
            StsError error = Read(context, out WebIdentityRequest? request, out CallPlace place);
            IssueResult result = request is null ? new IssueResult(null, error) : await operation.IssueAsync(request, place.Pinned, context.RequestAborted);
            await audit.IssuedAsync(records.Of(request, request is null ? "" : place.Endpoint.Region, result, context));
            return result;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            // what cannot be recorded is not answered
            return new IssueResult(null, new StsError(StsErrorCode.ServiceUnavailable, exception.Status.Detail));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Failed(logger, exception);
            return new IssueResult(null, new StsError(StsErrorCode.InternalFailure, "an internal failure; the sidecar's log says which"));
        }
    }

    private StsError Read(HttpContext context, out WebIdentityRequest? request, out CallPlace place)
    {
        request = null;
        StsError error = places.Read("", context, out place);
        if (error.IsError) return error;
        // one header: which of two would be verified is nobody's guess
        if (context.Request.Headers.Authorization is not [{ Length: > 0 } token])
        {
            return new StsError(
                StsErrorCode.MissingAuthenticationToken,
                "there is no token: set `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` to the file of the pod's projected service account token");
        }

        if (UnverifiedSubject.Of(token) is not { } subject)
            return new StsError(StsErrorCode.InvalidIdentityToken, $"the header `{HeaderNames.Authorization}` holds no web identity token: send the content of the token's file, and nothing before it");
        if (options.RoleOf(subject) is not { } role)
            return new StsError(StsErrorCode.AccessDenied, "no role is set for the subject of this token: add it to `Authz:ContainerCredentials:Roles`");
        request = new WebIdentityRequest
        {
            Endpoint = place.Endpoint,
            RoleArn = role,
            RoleSessionName = SessionNames.Of(subject),
            Token = token,
            DurationSeconds = (int)options.Duration.TotalSeconds,
            // an SDK signs with what it gets
            Use = CredentialUse.Sigv4,
        };
        return default;
    }

    private static byte[] Write(IssueResult result)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            if (result.Session is { } session)
            {
                writer.WriteString("AccessKeyId", session.Claims.AccessKeyId);
                writer.WriteString("SecretAccessKey", session.SecretAccessKey);
                writer.WriteString("Token", session.SessionToken);
                writer.WriteString("Expiration", session.Claims.Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                writer.WriteString("AccountId", session.Claims.AccountId);
            }
            else
            {
                writer.WriteString("Code", result.Error.Code.ToString());
                writer.WriteString("Message", result.Error.Message);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    [LoggerMessage(8, LogLevel.Error, "the endpoint for container credentials failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
