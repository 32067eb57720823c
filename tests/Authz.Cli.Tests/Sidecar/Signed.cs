using Authz.Protocol.V1;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.Cli.Tests.Sidecar;

/// <summary>Verifies a caller's proof as a sidecar does.</summary>
internal static class Signed
{
    /// <summary>Fails unless the request is signed by the keys of <see cref="Tool"/> for this method, host and region.</summary>
    public static void AssertIs<T>(T request, Caller caller, string method, string host, string region)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        SignedRequest proof = caller.SignedRequest;
        Assert.All(proof.Headers.Keys, name => Assert.Equal(name.ToLowerInvariant(), name));
        Assert.Equal(host, proof.Headers["host"]);
        KeyValuePair<string, string>[] headers = [.. proof.Headers];
        SignatureParseResult parsed = SignatureV4.Parse(headers);
        Assert.Equal(SignatureStatus.Unverified, parsed.Status);
        Assert.Equal(Tool.AccessKeyId, parsed.Signature!.AccessKeyId);
        var signable = new SignableRequest("POST", $"/{method}", "", headers, proof.Payload.Span);
        Assert.Equal(SignatureStatus.Valid, SignatureV4.Verify(
            parsed.Signature, signable, Tool.SecretAccessKey, new SignatureTerms("sts", scope => scope == region) { Window = TimeSpan.Zero }, Tool.Now));
        Assert.Equal(WithoutCaller(request), request.Descriptor.Parser.ParseFrom(proof.Payload));
    }

    private static T WithoutCaller<T>(T request)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        T copy = request.Clone();
        copy.Descriptor.FindFieldByName("caller").Accessor.Clear(copy);
        return copy;
    }
}
