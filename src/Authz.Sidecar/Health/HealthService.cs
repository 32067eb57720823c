using Grpc.Core;
using Grpc.Health.V1;
using Status = Grpc.Core.Status;

namespace Authz.Sidecar.Health;

/// <summary>
/// <c>grpc.health.v1.Health</c>: the empty name is the sidecar as a whole and ready as `/readyz` is; each service has its own answer, so that a sidecar
/// without a key to sign with decides, and does not issue.
/// </summary>
internal sealed class HealthService(Readiness readiness, IHostApplicationLifetime lifetime, TimeProvider time) : Grpc.Health.V1.Health.HealthBase
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => StatusOf(request.Service) is { } status
        ? Task.FromResult(new HealthCheckResponse { Status = status })
        : throw new RpcException(new Status(StatusCode.NotFound, $"there is no service of that name: ask for one of {string.Join(", ", Names)}, or for none"));

    /// <inheritdoc/>
    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (!end.IsCancellationRequested)
        {
            HealthCheckResponse.Types.ServingStatus now = StatusOf(request.Service) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (now != told) await responseStream.WriteAsync(new HealthCheckResponse { Status = now }, context.CancellationToken);
            told = now;
            await Task.Delay(LookInterval, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static readonly string[] Names =
    [
        Protocol.V1.AuthorizationService.Descriptor.FullName, Protocol.V1.TokenService.Descriptor.FullName, Protocol.V1.AdministrationService.Descriptor.FullName,
    ];

    private HealthCheckResponse.Types.ServingStatus? StatusOf(string service)
    {
        bool? serves = Array.IndexOf(Names, service) switch
        {
            0 => readiness.Decides,
            1 => readiness.Issues,
            2 => readiness.Administers,
            _ => service.Length == 0 ? readiness.Decides : null,
        };
        return serves switch
        {
            true => HealthCheckResponse.Types.ServingStatus.Serving,
            false => HealthCheckResponse.Types.ServingStatus.NotServing,
            null => null,
        };
    }
}
