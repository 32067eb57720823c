using Authz.Protocol.V1;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Regions;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.Sidecar.Wire;

/// <summary>Reads how a caller proves itself in a message.</summary>
/// <param name="identifier">Identifies callers.</param>
internal sealed class CallerProof(CallerIdentifier identifier)
{
    /// <summary>Identifies the caller of a message.</summary>
    /// <param name="message">The message without its field <c>caller</c>.</param>
    /// <param name="caller">That field; null when absent.</param>
    /// <param name="method">The path of the method that was called: <c>/authz.v1.Service/Method</c>.</param>
    /// <param name="call">Where and when.</param>
    public (Identity? Caller, StsError Error) Identify<TMessage>(TMessage message, Caller? caller, string method, CallPlace call)
        where TMessage : class, IMessage<TMessage>, new()
    {
        switch (caller?.ProofCase)
        {
            case Caller.ProofOneofCase.SessionToken:
                return Answer(identifier.FromToken(caller.SessionToken, call.Pinned, call.Endpoint.Region));
            case Caller.ProofOneofCase.SignedRequest:
                SignedRequest signed = caller.SignedRequest;
                return IsSaid(message, signed.Payload)
                    ? Answer(identifier.FromSignature(ReadCall(signed, method, call), call.Pinned, call.Endpoint.Region))
                    : (null, new StsError(
                        StsErrorCode.SignatureDoesNotMatch, "the signed payload does not say what the message says: sign the message without `caller`"));
            default:
                return (null, IdentityErrors.ErrorOf(new IdentityResult(IdentityStatus.Missing, null)));
        }
    }

    private static (Identity? Caller, StsError Error) Answer(IdentityResult result) => (result.Identity, IdentityErrors.ErrorOf(result));

    // Whatever bytes a client's protobuf makes, it signed those; they only have to mean the same message. Both are written anew by one
    // writer: `Equals` takes an absent field for an empty one, and who stands between could drop the one or add the other.
    private static bool IsSaid<TMessage>(TMessage message, ByteString payload)
        where TMessage : class, IMessage<TMessage>, new()
    {
        if (payload.Length > RequestLimits.PayloadBytes) return false;
        try
        {
            return new MessageParser<TMessage>(static () => new TMessage()).ParseFrom(payload).ToByteString().Equals(message.ToByteString());
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static SignedCall ReadCall(SignedRequest signed, string method, CallPlace call)
    {
        KeyValuePair<string, string>[] headers = [.. signed.Headers];
        return new SignedCall(new SignableRequest("POST", method, "", headers, signed.Payload.Span), call.IsScopeRegion);
    }
}

/// <summary>Where a call is served, and from what.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="IsRegionGiven">Whether the message named it; else any region of a signature's scope counts.</param>
/// <param name="Pinned">What is pinned.</param>
internal readonly record struct CallPlace(StsEndpoint Endpoint, bool IsRegionGiven, Pinned Pinned)
{
    /// <summary>Whether a signature's scope may name a region (STS section 4.2, rule 4).</summary>
    public bool IsScopeRegion(string region) =>
        !IsRegionGiven || region == Endpoint.Region || (Endpoint.IsGlobal && region == StsEndpoint.Global);
}
