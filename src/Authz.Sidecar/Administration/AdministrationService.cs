using Authz.Organizations.Snapshots;
using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Grpc.Core;

namespace Authz.Sidecar.Administration;

/// <summary>AdministrationService, on its own listener; every call is an action that policies must allow.</summary>
internal sealed class AdministrationService(
    SidecarState state, OrganizationReloader reloader, Revoker revoker, KeyKiller keys, AdministrationAccess access, DecisionQuestions decisions)
    : Protocol.V1.AdministrationService.AdministrationServiceBase
{
    public override Task<RevokeSessionsResponse> RevokeSessions(RevokeSessionsRequest request, ServerCallContext context) =>
        Task.FromResult(revoker.Revoke(request, context.Method));

    public override Task<ListRevocationsResponse> ListRevocations(ListRevocationsRequest request, ServerCallContext context)
    {
        ListRevocationsRequest said = request.Clone();
        said.Caller = null;
        access.Check(said, request.Caller, new AdministrationCall("authz:ListRevocations", "*", request.Region), context.Method);
        return Task.FromResult(revoker.List());
    }

    public override Task<KillSigningKeyResponse> KillSigningKey(KillSigningKeyRequest request, ServerCallContext context)
    {
        KillSigningKeyRequest said = request.Clone();
        said.Caller = null;
        var call = new AdministrationCall("authz:KillSigningKey", ResourceNames.Of("signing-key", request.KeyId), request.Region);
        access.Check(said, request.Caller, call, context.Method);
        return Task.FromResult(keys.Kill(request.KeyId));
    }

    public override async Task<ReloadOrganizationResponse> ReloadOrganization(ReloadOrganizationRequest request, ServerCallContext context)
    {
        ReloadOrganizationRequest said = request.Clone();
        said.Caller = null;
        access.Check(said, request.Caller, new AdministrationCall("authz:ReloadOrganization", "*", request.Region), context.Method);
        LoadResult result = await ReloadAsync(context.CancellationToken);
        var response = new ReloadOrganizationResponse { PolicyRevision = state.Snapshot?.Revision ?? "" };
        response.DiagnosticsLeftOut = result.LeftOut + DiagnosticWriter.Write(result.Diagnostics, response.Diagnostics);
        return response;
    }

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        GetStatusRequest said = request.Clone();
        said.Caller = null;
        access.Check(said, request.Caller, new AdministrationCall("authz:GetStatus", "*", request.Region), context.Method);
        return Task.FromResult(StatusWriter.Write(state));
    }

    public override Task<GetDecisionResponse> GetDecision(GetDecisionRequest request, ServerCallContext context) =>
        Task.FromResult(decisions.Answer(request, context.Method));

    private async Task<LoadResult> ReloadAsync(CancellationToken cancellation)
    {
        try
        {
            return await reloader.ReloadAsync().WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw StatusError.Of(new StsError(StsErrorCode.ServiceUnavailable, "the sidecar is stopping: nothing is loaded any more"));
        }
    }
}
