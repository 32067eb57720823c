using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Grpc.Core;

namespace Authz.Sidecar.Tokens;

/// <summary>Answers questions about credentials and refusals.</summary>
internal sealed class TokenQuestions(CallPlaces places, CallerProof proof, CredentialQuestions questions, CallerAuthentication callers)
{
    /// <summary>Who calls? No permission is needed, not even an explicit deny counts (STS section 1.2).</summary>
    public GetCallerIdentityResponse GetCallerIdentity(GetCallerIdentityRequest request, ServerCallContext context)
    {
        Identity caller = Identify(request, request.Caller, request.Region, context, static m => m.Caller = null, out _);
        return new GetCallerIdentityResponse { UserId = caller.UserId, Account = caller.Account.Id.ToString(), Arn = caller.Arn };
    }

    /// <summary>Whose is an access key id?</summary>
    public GetAccessKeyInfoResponse GetAccessKeyInfo(GetAccessKeyInfoRequest request, ServerCallContext context)
    {
        Identity caller = Identify(request, request.Caller, request.Region, context, static m => m.Caller = null, out CallPlace place);
        StsError error = questions.FindAccount(caller, request.AccessKeyId, place, out var account);
        return error.IsError ? throw StatusError.Of(error) : new GetAccessKeyInfoResponse { Account = account };
    }

    /// <summary>What does the encoded message of a refusal say?</summary>
    public DecodeAuthorizationMessageResponse DecodeAuthorizationMessage(DecodeAuthorizationMessageRequest request, ServerCallContext context)
    {
        Identity caller = Identify(request, request.Caller, request.Region, context, static m => m.Caller = null, out CallPlace place);
        StsError error = questions.Decode(caller, request.EncodedMessage, place, out var decoded);
        return error.IsError ? throw StatusError.Of(error) : new DecodeAuthorizationMessageResponse { DecodedMessage = decoded };
    }

    /// <summary>Who made a proof? Asked about somebody else.</summary>
    public AuthenticateCallerResponse AuthenticateCaller(AuthenticateCallerRequest request, ServerCallContext context) => callers.Authenticate(request, context);

    private Identity Identify<TMessage>(
        TMessage request, Caller? caller, string region, ServerCallContext context, Action<TMessage> dropCaller, out CallPlace place)
        where TMessage : class, Google.Protobuf.IMessage<TMessage>, new()
    {
        StsError error = places.Read(region, context, out place);
        if (error.IsError) throw StatusError.Of(error);
        TMessage said = request.Clone();
        dropCaller(said);
        (Identity? identity, error) = proof.Identify(said, caller, context.Method, place);
        return identity ?? throw StatusError.Of(error);
    }
}
