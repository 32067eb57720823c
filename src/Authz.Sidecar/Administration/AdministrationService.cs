using Authz.Organizations.Principals;
using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Tokens;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Revocation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Authz.Sidecar.Administration;

/// <summary>AdministrationService, on its own listener; every call is an action that policies must allow.</summary>
internal sealed class AdministrationService(
    SidecarState state, OrganizationReloader reloader, RevocationStore revocations, AdministrationAccess access)
    : Protocol.V1.AdministrationService.AdministrationServiceBase
{
    public override Task<RevokeSessionsResponse> RevokeSessions(RevokeSessionsRequest request, ServerCallContext context)
    {
        RevokeSessionsRequest said = request.Clone();
        said.Caller = null;
        CallPlace place = access.Check(said, request.Caller, new AdministrationCall("authz:RevokeSessions", request.RoleArn, request.Region), context.Method);
        Role role = place.Pinned.Snapshot.Organization.FindRole(request.RoleArn)
            ?? throw StatusError.Of(new StsError(StsErrorCode.ValidationError, $"`{request.RoleArn}` is no role of this organization"));
        return Task.FromResult(new RevokeSessionsResponse
        {
            IssuedBefore = Timestamp.FromDateTimeOffset(Revoke(role)),
            PolicyName = RevocationList.PolicyName,
        });
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

    private DateTimeOffset Revoke(Role role)
    {
        try
        {
            return revocations.RevokeSessionsOf(role.RoleId);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StatusError.Of(new StsError(
                StsErrorCode.ServiceUnavailable, $"nothing was revoked, the revocation could not be written: {exception.Message}; make `Authz:State:Path` writable"));
        }
    }
}

/// <summary>An administrative call as an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it is about.</param>
/// <param name="Region">The message's region.</param>
internal readonly record struct AdministrationCall(string Action, string Resource, string Region);

/// <summary>Identifies and authorizes callers of the administration service.</summary>
internal sealed class AdministrationAccess(CallPlaces places, CallerProof proof, Permissions permissions)
{
    /// <summary>Throws the error of a caller who may not; else says where the call is served.</summary>
    /// <param name="said">The message without its caller.</param>
    /// <param name="caller">How the caller proves itself.</param>
    /// <param name="call">The call as an action.</param>
    /// <param name="method">The path of the method.</param>
    public CallPlace Check<TMessage>(TMessage said, Caller? caller, AdministrationCall call, string method)
        where TMessage : class, IMessage<TMessage>, new()
    {
        StsError error = places.ReadHoweverOld(call.Region, out CallPlace place);
        if (error.IsError) throw StatusError.Of(error);
        (Identity? identity, error) = proof.Identify(said, caller, method, place);
        if (identity is not null) error = permissions.Check(identity, call.Action, call.Resource, place, OwnerOf(call, identity, place.Pinned.Snapshot));
        return error.IsError ? throw StatusError.Of(error) : place;
    }

    // The organization is the management account's. Another account may do to its own roles what its policies allow, and no more,
    // however much its administrators are allowed on `*`.
    private static AccountId OwnerOf(AdministrationCall call, Identity caller, Snapshot snapshot) =>
        call.Resource == "*" || snapshot.IsManagement(caller.Account.Id) ? snapshot.Organization.ManagementAccountId : default;
}
