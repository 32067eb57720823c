using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Authz.Cli.Tests.Sidecar;

/// <summary>What the scripted sidecar answers. A method without an answer is UNIMPLEMENTED, as in a real server.</summary>
internal sealed record Script
{
    public Func<AuthorizeRequest, AuthorizeResponse>? Authorize { get; init; }

    public Func<IssueTokenRequest, IssueTokenResponse>? IssueToken { get; init; }

    public Func<GetCallerIdentityRequest, GetCallerIdentityResponse>? GetCallerIdentity { get; init; }

    public Func<AuthenticateCallerRequest, AuthenticateCallerResponse>? AuthenticateCaller { get; init; }

    public Func<RevokeSessionsRequest, RevokeSessionsResponse>? RevokeSessions { get; init; }

    public Func<ListRevocationsRequest, ListRevocationsResponse>? ListRevocations { get; init; }

    public Func<KillSigningKeyRequest, KillSigningKeyResponse>? KillSigningKey { get; init; }

    public Func<ReloadOrganizationRequest, ReloadOrganizationResponse>? Reload { get; init; }

    public Func<GetStatusRequest, GetStatusResponse>? GetStatus { get; init; }

    public Func<GetDecisionRequest, GetDecisionResponse>? GetDecision { get; init; }

    public static RpcException Refusal(Google.Rpc.Code code, string reason, string message) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = message,
        Details = { Any.Pack(new ErrorInfo { Reason = reason, Domain = "authz" }) },
    }.ToRpcException();
}

internal sealed class ScriptedAuthorization(Script script) : AuthorizationService.AuthorizationServiceBase
{
    public override Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context) =>
        script.Authorize is { } answer ? Task.FromResult(answer(request)) : base.Authorize(request, context);
}

internal sealed class ScriptedTokens(Script script) : TokenService.TokenServiceBase
{
    public override Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context) =>
        script.IssueToken is { } answer ? Task.FromResult(answer(request)) : base.IssueToken(request, context);

    public override Task<GetCallerIdentityResponse> GetCallerIdentity(GetCallerIdentityRequest request, ServerCallContext context) =>
        script.GetCallerIdentity is { } answer ? Task.FromResult(answer(request)) : base.GetCallerIdentity(request, context);

    public override Task<AuthenticateCallerResponse> AuthenticateCaller(AuthenticateCallerRequest request, ServerCallContext context) =>
        script.AuthenticateCaller is { } answer ? Task.FromResult(answer(request)) : base.AuthenticateCaller(request, context);
}

internal sealed class ScriptedAdministration(Script script) : AdministrationService.AdministrationServiceBase
{
    public override Task<RevokeSessionsResponse> RevokeSessions(RevokeSessionsRequest request, ServerCallContext context) =>
        script.RevokeSessions is { } answer ? Task.FromResult(answer(request)) : base.RevokeSessions(request, context);

    public override Task<ListRevocationsResponse> ListRevocations(ListRevocationsRequest request, ServerCallContext context) =>
        script.ListRevocations is { } answer ? Task.FromResult(answer(request)) : base.ListRevocations(request, context);

    public override Task<KillSigningKeyResponse> KillSigningKey(KillSigningKeyRequest request, ServerCallContext context) =>
        script.KillSigningKey is { } answer ? Task.FromResult(answer(request)) : base.KillSigningKey(request, context);

    public override Task<ReloadOrganizationResponse> ReloadOrganization(ReloadOrganizationRequest request, ServerCallContext context) =>
        script.Reload is { } answer ? Task.FromResult(answer(request)) : base.ReloadOrganization(request, context);

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) =>
        script.GetStatus is { } answer ? Task.FromResult(answer(request)) : base.GetStatus(request, context);

    public override Task<GetDecisionResponse> GetDecision(GetDecisionRequest request, ServerCallContext context) =>
        script.GetDecision is { } answer ? Task.FromResult(answer(request)) : base.GetDecision(request, context);
}
