using Authz.Protocol.V1;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Grpc.Core;

namespace Authz.Sidecar.Tokens;

/// <summary>TokenService: who may act as which role, for how long, in which regions?</summary>
internal sealed class TokenService(
    CallPlaces places, CallerProof proof, Issuance issuance, TokenQuestions questions, Recorder recorder, AuditLog audit, IssueRecords records)
    : Protocol.V1.TokenService.TokenServiceBase
{
    public override async Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context)
    {
        // 1 Read, 3 Pin
        StsError error = places.Read(request.Region, context, out CallPlace place);
        Identity? caller = null;
        IssueResult result = error.IsError ? new IssueResult(null, error)
            // 2 Identify is the provider's token; whatever else the caller sends as proof is not looked at
            : FederatedIssuance.Takes(request) ? await issuance.Federated.IssueAsync(request, place, context.CancellationToken)
            : Issue(request, place, context.Method, out caller);
        // 9 Record, Write
        recorder.RecordIssue(request.GrantCase.ToString(), result.Error.Code);
        await audit.IssuedAsync(records.Of(request, error.IsError ? request.Region : place.Endpoint.Region, caller, result, context.GetHttpContext()));
        return result.Session is { } session ? IssueTokenReader.Write(session) : throw StatusError.Of(result.Error);
    }

    public override Task<GetCallerIdentityResponse> GetCallerIdentity(GetCallerIdentityRequest request, ServerCallContext context) =>
        Task.FromResult(questions.GetCallerIdentity(request, context));

    public override Task<GetAccessKeyInfoResponse> GetAccessKeyInfo(GetAccessKeyInfoRequest request, ServerCallContext context) =>
        Task.FromResult(questions.GetAccessKeyInfo(request, context));

    public override Task<DecodeAuthorizationMessageResponse> DecodeAuthorizationMessage(
        DecodeAuthorizationMessageRequest request, ServerCallContext context) =>
        Task.FromResult(questions.DecodeAuthorizationMessage(request, context));

    public override Task<AuthenticateCallerResponse> AuthenticateCaller(AuthenticateCallerRequest request, ServerCallContext context) =>
        Task.FromResult(questions.AuthenticateCaller(request, context));

    private IssueResult Issue(IssueTokenRequest request, CallPlace place, string method, out Identity? caller)
    {
        caller = null;
        StsError error = issuance.Read(request, place, out Func<Identity, IssueResult>? issue);
        if (error.IsError) return new IssueResult(null, error);
        // 2 Identify
        IssueTokenRequest said = request.Clone();
        said.Caller = null;
        (caller, error) = proof.Identify(said, request.Caller, method, place);
        // 4 to 8: Evaluate, Compile, Compose, Sign, Verify
        return caller is null ? new IssueResult(null, error) : issue!(caller);
    }
}
