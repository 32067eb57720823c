using Authz.Protocol.V1;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Tokens.Identifiers;
using Grpc.Core;

namespace Authz.Sidecar.Tokens;

/// <summary>TokenService: who may act as which role, for how long, in which regions?</summary>
internal sealed class TokenService(CallPlaces places, CallerProof proof, Issuance issuance, Permissions permissions, Recorder recorder)
    : Protocol.V1.TokenService.TokenServiceBase
{
    public override Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context) => FederatedIssuance.Takes(request)
        ? IssueFederatedAsync(request, context.CancellationToken)
        : Task.FromResult(Answer(request, Issue(request, context.Method)));

    public override Task<GetCallerIdentityResponse> GetCallerIdentity(GetCallerIdentityRequest request, ServerCallContext context)
    {
        // no permission is needed, not even an explicit deny counts (STS section 1.2)
        Identity caller = Identify(request, request.Caller, request.Region, context, static m => m.Caller = null, out _);
        return Task.FromResult(new GetCallerIdentityResponse { UserId = caller.UserId, Account = caller.Account.Id.ToString(), Arn = caller.Arn });
    }

    public override Task<GetAccessKeyInfoResponse> GetAccessKeyInfo(GetAccessKeyInfoRequest request, ServerCallContext context)
    {
        Identity caller = Identify(request, request.Caller, request.Region, context, static m => m.Caller = null, out CallPlace place);
        StsError error = permissions.Check(caller, "sts:GetAccessKeyInfo", "*", place);
        if (!error.IsError && !AccessKeyId.TryReadAccount(request.AccessKeyId, out _))
            error = new StsError(StsErrorCode.ValidationError, $"`{request.AccessKeyId}` is no access key id that names its account");
        if (error.IsError) throw StatusError.Of(error);
        _ = AccessKeyId.TryReadAccount(request.AccessKeyId, out var account);
        return Task.FromResult(new GetAccessKeyInfoResponse { Account = account });
    }

    public override Task<DecodeAuthorizationMessageResponse> DecodeAuthorizationMessage(
        DecodeAuthorizationMessageRequest request, ServerCallContext context) =>
        throw StatusError.Of(new StsError(
            StsErrorCode.InvalidAction, "DecodeAuthorizationMessage is not offered by this version: refusals carry their reason in the answer"));

    // 2 Identify is the provider's token; whatever else the caller sends as proof is not looked at
    private async Task<IssueTokenResponse> IssueFederatedAsync(IssueTokenRequest request, CancellationToken cancellation)
    {
        StsError error = places.Read(request.Region, out CallPlace place);
        return Answer(request, error.IsError ? new IssueResult(null, error) : await issuance.Federated.IssueAsync(request, place, cancellation));
    }

    // 9 Record, Write
    private IssueTokenResponse Answer(IssueTokenRequest request, IssueResult result)
    {
        recorder.RecordIssue(request.GrantCase.ToString(), result.Error.Code);
        return result.Session is { } session ? IssueTokenReader.Write(session) : throw StatusError.Of(result.Error);
    }

    private IssueResult Issue(IssueTokenRequest request, string method)
    {
        // 1 Read, 3 Pin
        StsError error = places.Read(request.Region, out CallPlace place);
        if (error.IsError) return new IssueResult(null, error);
        error = issuance.Read(request, place, out Func<Identity, IssueResult>? issue);
        if (error.IsError) return new IssueResult(null, error);
        // 2 Identify
        IssueTokenRequest said = request.Clone();
        said.Caller = null;
        (Identity? caller, error) = proof.Identify(said, request.Caller, method, place);
        // 4 to 8: Evaluate, Compile, Compose, Sign, Verify
        return caller is null ? new IssueResult(null, error) : issue!(caller);
    }

    private Identity Identify<TMessage>(
        TMessage request, Caller? caller, string region, ServerCallContext context, Action<TMessage> dropCaller, out CallPlace place)
        where TMessage : class, Google.Protobuf.IMessage<TMessage>, new()
    {
        StsError error = places.Read(region, out place);
        if (error.IsError) throw StatusError.Of(error);
        TMessage said = request.Clone();
        dropCaller(said);
        (Identity? identity, error) = proof.Identify(said, caller, context.Method, place);
        return identity ?? throw StatusError.Of(error);
    }
}
