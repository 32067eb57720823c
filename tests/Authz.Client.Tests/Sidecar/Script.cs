using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Client.Tests.Sidecar;

/// <summary>What the scripted sidecar answers. A method without an answer is UNIMPLEMENTED, as in a real server.</summary>
internal sealed record Script
{
    public Func<AuthorizeRequest, ServerCallContext, Task<AuthorizeResponse>>? Authorize { get; init; }

    public Func<AuthorizeBatchRequest, AuthorizeBatchResponse>? Batch { get; init; }

    public Func<IssueTokenRequest, IssueTokenResponse>? IssueToken { get; init; }

    public Func<AuthenticateCallerRequest, AuthenticateCallerResponse>? AuthenticateCaller { get; init; }
}

internal sealed class ScriptedAuthorization(Script script) : AuthorizationService.AuthorizationServiceBase
{
    public override Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context) =>
        script.Authorize?.Invoke(request, context) ?? base.Authorize(request, context);

    public override Task<AuthorizeBatchResponse> AuthorizeBatch(AuthorizeBatchRequest request, ServerCallContext context) =>
        script.Batch is { } answer ? Task.FromResult(answer(request)) : base.AuthorizeBatch(request, context);
}

internal sealed class ScriptedTokens(Script script) : TokenService.TokenServiceBase
{
    public override Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context) =>
        script.IssueToken is { } answer ? Task.FromResult(answer(request)) : base.IssueToken(request, context);

    public override Task<AuthenticateCallerResponse> AuthenticateCaller(AuthenticateCallerRequest request, ServerCallContext context) =>
        script.AuthenticateCaller is { } answer ? Task.FromResult(answer(request)) : base.AuthenticateCaller(request, context);
}
