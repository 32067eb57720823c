using System.Globalization;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

public sealed class SignedRequestTests(SharedSidecars sidecars)
{
    // checking them takes time by the square of their number, and nobody has proved anything yet
    [Fact]
    public async Task A_stranger_cannot_keep_the_sidecar_busy_with_headers()
    {
        // as many as a message holds
        const int Count = 40_000;
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        var request = new GetCallerIdentityRequest();
        var signed = new SignedRequest { Payload = request.ToByteString() };
        string[] names = [.. Enumerable.Range(0, Count).Select(static i => i.ToString("x5", CultureInfo.InvariantCulture)), "host"];
        foreach (var name in names) signed.Headers.Add(name, "");
        var now = sidecar.Clock.GetUtcNow();
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        signed.Headers.Add("x-amz-date", date);
        signed.Headers.Add(
            "authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIASTRANGER/{date[..8]}/us-east-1/sts/aws4_request, "
            + $"SignedHeaders={string.Join(';', names)};x-amz-date, Signature={new string('0', 64)}");
        request.Caller = new Caller { SignedRequest = signed };
        var start = TimeProvider.System.GetTimestamp();
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "IncompleteSignature", sidecar.Client.GetCallerIdentityAsync(request));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    // equality of messages takes an absent field for an empty one: who stands between must not drop what was signed
    [Fact]
    public async Task A_signed_field_that_is_empty_cannot_be_dropped()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.Ec2Operator, static r => r.AssumeRole.Policy = "");
        Caller proof = AccessKeyPair.Ana.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow());
        request.AssumeRole.ClearPolicy();
        request.Caller = proof;
        await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "SignatureDoesNotMatch", sidecar.Client.IssueTokenAsync(request));
    }
}
