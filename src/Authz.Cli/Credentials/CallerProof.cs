using Authz.Protocol.V1;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.Cli.Credentials;

/// <summary>Proves to a sidecar who calls: the signing rule of <c>protos/README.md</c>.</summary>
/// <param name="credentials">Whose call it is.</param>
/// <param name="host">The authority of the endpoint.</param>
/// <param name="time">The time of signing.</param>
internal sealed class CallerProof(CallerCredentials credentials, string host, TimeProvider time)
{
    private const string Service = "sts";
    private const string DefaultRegion = "us-east-1";
    private const string Global = "aws-global";

    /// <summary>The caller to put into a request.</summary>
    /// <param name="method"><c>authz.v1.TokenService/IssueToken</c>, say.</param>
    /// <param name="request">The request, complete but for its caller.</param>
    /// <param name="region">The request's region; for an empty one and for the global endpoint <c>us-east-1</c> is signed.</param>
    public Caller Of(string method, IMessage request, string region)
    {
        if (credentials.SecretAccessKey is not { } secret) return new Caller { SessionToken = credentials.SessionToken };
        var payload = request.ToByteString();
        KeyValuePair<string, string>[] unsigned = [new("host", host)];
        var signable = new SignableRequest("POST", $"/{method}", "", unsigned, payload.Span);
        var scope = region is "" or Global ? DefaultRegion : region;
        var added = SignatureV4.Sign(
            signable, credentials.AccessKeyId, secret, credentials.SessionToken, scope, Service, time.GetUtcNow());
        var signed = new SignedRequest { Payload = payload };
        foreach (var (name, value) in unsigned.Concat(added)) signed.Headers.Add(name.ToLowerInvariant(), value);
        return new Caller { SignedRequest = signed };
    }
}
