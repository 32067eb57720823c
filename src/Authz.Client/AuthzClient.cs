using Authz.Client.Connections;
using Authz.Protocol.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Authz.Client;

/// <summary>
/// A connection to one sidecar. Thread-safe; make one and keep it. Every call ends with the sidecar's answer or with an
/// <see cref="AuthzException"/>: no error ever becomes an allow. A call cancelled by its caller ends with
/// <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class AuthzClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly TimeSpan _deadline;

    private AuthzClient(GrpcChannel channel, TimeSpan deadline)
    {
        _channel = channel;
        _deadline = deadline;
        Authorization = new AuthorizationService.AuthorizationServiceClient(channel);
        Tokens = new TokenService.TokenServiceClient(channel);
        Administration = new AdministrationService.AdministrationServiceClient(channel);
    }

    /// <summary>The generated client, for what the methods here do not offer (streams, headers). It throws <see cref="RpcException"/>.</summary>
    public AuthorizationService.AuthorizationServiceClient Authorization { get; }

    /// <summary>The generated client. It throws <see cref="RpcException"/> and knows no deadline.</summary>
    public TokenService.TokenServiceClient Tokens { get; }

    /// <summary>The generated client. It throws <see cref="RpcException"/> and knows no deadline.</summary>
    public AdministrationService.AdministrationServiceClient Administration { get; }

    /// <summary>Makes a client. Nothing is sent before the first call.</summary>
    /// <param name="endpoint"><c>http://127.0.0.1:7420</c>, <c>https://host:port</c> or <c>unix:/absolute/path</c>.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">The endpoint or an option cannot be used; the message says how to mend it.</exception>
    public static AuthzClient Connect(string endpoint, AuthzClientOptions? options = null)
    {
        options ??= new AuthzClientOptions();
        options.ThrowWhenInvalid();
        var parsed = Endpoint.Parse(endpoint);
        if (parsed.IsInsecureRemote && !options.InsecureRemote)
            throw new ArgumentException($"the endpoint `{endpoint}` would carry session tokens over the network in clear text: use https, or "
                + $"set {nameof(AuthzClientOptions.InsecureRemote)}");
        return new AuthzClient(Connection.Open(parsed, options), options.Deadline);
    }

    /// <summary>Decides one request. Only <see cref="Decision.Allow"/> permits; a refused token is a <see cref="Decision.Deny"/>.</summary>
    /// <exception cref="AuthzException">No decision.</exception>
    public Task<AuthorizeResponse> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellation = default) =>
        CallAsync(Authorization.AuthorizeAsync, request, cancellation);

    /// <summary>Decides several requests against one snapshot of the policies; as many answers as requests, in order.</summary>
    /// <exception cref="AuthzException">No decision, or not one for each request.</exception>
    public async Task<AuthorizeBatchResponse> AuthorizeBatchAsync(AuthorizeBatchRequest request, CancellationToken cancellation = default)
    {
        var response = await CallAsync(Authorization.AuthorizeBatchAsync, request, cancellation).ConfigureAwait(false);
        if (response.Responses.Count == request.Requests.Count) return response;
        // a caller that pairs answers with requests by position must never pair an allow with the wrong one
        throw new AuthzException(StatusCode.Internal, "",
            $"{response.Responses.Count} answers to {request.Requests.Count} requests: the sidecar is faulty or of another protocol");
    }

    /// <summary>Issues temporary credentials.</summary>
    /// <exception cref="AuthzException">None were issued; <see cref="AuthzException.Code"/> is the AWS error code.</exception>
    public Task<IssueTokenResponse> IssueTokenAsync(IssueTokenRequest request, CancellationToken cancellation = default) =>
        CallAsync(Tokens.IssueTokenAsync, request, cancellation);

    /// <summary>Says who the caller is.</summary>
    /// <exception cref="AuthzException">The credentials are not valid.</exception>
    public Task<GetCallerIdentityResponse> GetCallerIdentityAsync(GetCallerIdentityRequest request, CancellationToken cancellation = default) =>
        CallAsync(Tokens.GetCallerIdentityAsync, request, cancellation);

    /// <summary>Says which account an access key id belongs to.</summary>
    /// <exception cref="AuthzException">The call was refused.</exception>
    public Task<GetAccessKeyInfoResponse> GetAccessKeyInfoAsync(GetAccessKeyInfoRequest request, CancellationToken cancellation = default) =>
        CallAsync(Tokens.GetAccessKeyInfoAsync, request, cancellation);

    /// <summary>Decodes the encoded message of a refusal.</summary>
    /// <exception cref="AuthzException">The call was refused, or the message cannot be decoded.</exception>
    public Task<DecodeAuthorizationMessageResponse> DecodeAuthorizationMessageAsync(
        DecodeAuthorizationMessageRequest request, CancellationToken cancellation = default) =>
        CallAsync(Tokens.DecodeAuthorizationMessageAsync, request, cancellation);

    /// <summary>Says who made a presigned GetCallerIdentity: for a service whose caller proves itself so.</summary>
    /// <exception cref="AuthzException">It proves nothing to this audience; <see cref="AuthzException.Code"/> is the AWS error code.</exception>
    public Task<AuthenticateCallerResponse> AuthenticateCallerAsync(AuthenticateCallerRequest request, CancellationToken cancellation = default) =>
        CallAsync(Tokens.AuthenticateCallerAsync, request, cancellation);

    /// <summary>Revokes sessions that were issued up to now.</summary>
    /// <exception cref="AuthzException">The call was refused.</exception>
    public Task<RevokeSessionsResponse> RevokeSessionsAsync(RevokeSessionsRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.RevokeSessionsAsync, request, cancellation);

    /// <summary>Says what is revoked.</summary>
    /// <exception cref="AuthzException">The call was refused.</exception>
    public Task<ListRevocationsResponse> ListRevocationsAsync(ListRevocationsRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.ListRevocationsAsync, request, cancellation);

    /// <summary>Kills a signing key of the sidecar: every session that it signed ends.</summary>
    /// <exception cref="AuthzException">The call was refused.</exception>
    public Task<KillSigningKeyResponse> KillSigningKeyAsync(KillSigningKeyRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.KillSigningKeyAsync, request, cancellation);

    /// <summary>Has the organization read again.</summary>
    /// <exception cref="AuthzException">The call was refused. Faults of the organization are in the response.</exception>
    public Task<ReloadOrganizationResponse> ReloadOrganizationAsync(ReloadOrganizationRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.ReloadOrganizationAsync, request, cancellation);

    /// <summary>Says what was decided under an id, on what, and by which policies as they stood.</summary>
    /// <exception cref="AuthzException">The call was refused, or the sidecar does not know the decision (any more).</exception>
    public Task<GetDecisionResponse> GetDecisionAsync(GetDecisionRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.GetDecisionAsync, request, cancellation);

    /// <summary>Says which policies are served and in what state they are.</summary>
    /// <exception cref="AuthzException">The call was refused.</exception>
    public Task<GetStatusResponse> GetStatusAsync(GetStatusRequest request, CancellationToken cancellation = default) =>
        CallAsync(Administration.GetStatusAsync, request, cancellation);

    /// <summary>Closes the connection. Calls under way fail.</summary>
    public void Dispose() => _channel.Dispose();

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        // the channel measures deadlines by the system's clock, so they are set by it
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + _deadline;
        try
        {
            using var call = method(request, new CallOptions(deadline: deadline, cancellationToken: cancellation));
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
        catch (RpcException exception)
        {
            throw AuthzException.From(exception);
        }
    }
}
