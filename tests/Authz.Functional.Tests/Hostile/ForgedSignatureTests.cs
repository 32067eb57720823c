using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

public sealed class ForgedSignatureTests(SharedSidecars sidecars)
{
    private const string Method = "TokenService/IssueToken";

    public static TheoryData<Transport, string, Action<IssueTokenRequest>> Changes()
    {
        (string Name, Action<IssueTokenRequest> Change)[] changes =
        [
            ("message", static r => r.AssumeRole.RoleSessionName = "other"),
            ("message and payload", static r =>
            {
                r.AssumeRole.RoleSessionName = "other";
                IssueTokenRequest said = r.Clone();
                said.Caller = null;
                Signed(r).Payload = said.ToByteString();
            }),
            ("payload", static r => Signed(r).Payload = new IssueTokenRequest().ToByteString()),
            ("no payload", static r => Signed(r).Payload = ByteString.Empty),
            ("payload that is no message", static r => Signed(r).Payload = ByteString.CopyFromUtf8("x")),
            ("payload too large", static r => Signed(r).Payload = ByteString.CopyFrom(new byte[300 * 1024])),
            ("payload of another type", static r => Signed(r).Payload = new GetAccessKeyInfoRequest { AccessKeyId = "x" }.ToByteString()),
            ("payload with a caller", static r => Signed(r).Payload = r.Clone().ToByteString()),
            ("region", static r => r.Region = "eu-west-1"),
            ("host", static r => Signed(r).Headers["host"] = "elsewhere"),
            ("no host", static r => Signed(r).Headers.Remove("host")),
            ("no date", static r => Signed(r).Headers.Remove("x-amz-date")),
            ("date", static r => Signed(r).Headers["x-amz-date"] = "20260101T000000Z"),
            ("no authorization", static r => Signed(r).Headers.Remove("authorization")),
            ("signature", static r => Replace(r, "Signature=", "Signature=0")),
            ("credential", static r => Replace(r, "AKIAEXAMPLEANA000001", "AKIAEXAMPLEADMIN0001")),
            ("unknown credential", static r => Replace(r, "AKIAEXAMPLEANA000001", "AKIAEXAMPLENOBODY001")),
            ("service", static r => Replace(r, "/sts/", "/s3/")),
            ("algorithm", static r => Replace(r, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
            ("signed headers", static r => Replace(r, "SignedHeaders=host;", "SignedHeaders=")),
            ("a header more", static r => Signed(r).Headers.Add("x-amz-security-token", "x")),
            ("a header twice by case", static r => Signed(r).Headers.Add("X-Amz-Date", Signed(r).Headers["x-amz-date"])),
            ("authorization twice by case", static r => Signed(r).Headers.Add("Authorization", Signed(r).Headers["authorization"])),
            ("host twice by case", static r => Signed(r).Headers.Add("Host", "elsewhere")),
            ("content hash", static r => Signed(r).Headers.Add("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
            ("line break in a header", static r => Signed(r).Headers["host"] = "localhost\nx-amz-evil:1"),
            ("ten thousand headers", static r =>
            {
                for (var i = 0; i < 10_000; i++) Signed(r).Headers.Add($"x-amz-{i}", "v");
            }),
        ];
        var data = new TheoryData<Transport, string, Action<IssueTokenRequest>>();
        foreach (var transport in new[] { Transport.Tcp, Transport.Unix })
        {
            foreach (var (name, change) in changes) data.Add(transport, name, change);
        }

        return data;
    }

    [Theory, MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task A_call_changed_after_it_was_signed_is_refused(Transport transport, string name, Action<IssueTokenRequest> change)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.Ec2Operator, static r => r.Region = "us-east-1");
        request.Caller = AccessKeyPair.Ana.Sign(request, Method, sidecar.Clock.GetUtcNow());
        Assert.NotNull((await sidecar.Client.IssueTokenAsync(request.Clone())).Credentials);
        change(request);
        var refusal = await Assert.ThrowsAsync<Client.AuthzException>(() => sidecar.Client.IssueTokenAsync(request));
        Assert.True(refusal.Status == StatusCode.Unauthenticated, $"{name}: {refusal.Message}");
        Assert.NotEmpty(refusal.Code);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_signature_for_another_method_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var request = new GetCallerIdentityRequest();
        request.Caller = AccessKeyPair.Ana.Sign(request, "TokenService/GetAccessKeyInfo", sidecar.Clock.GetUtcNow());
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "SignatureDoesNotMatch", sidecar.Client.GetCallerIdentityAsync(request));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_signature_counts_a_quarter_of_an_hour_either_way(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        foreach (var (minutes, counts) in new[] { (-14, true), (14, true), (-16, false), (16, false) })
        {
            var request = new GetCallerIdentityRequest();
            request.Caller = AccessKeyPair.Ana.Sign(request, "TokenService/GetCallerIdentity", sidecar.Clock.GetUtcNow().AddMinutes(minutes));
            if (counts) await sidecar.Client.GetCallerIdentityAsync(request);
            else await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "SignatureDoesNotMatch", sidecar.Client.GetCallerIdentityAsync(request));
        }
    }

    private static SignedRequest Signed(IssueTokenRequest request) => request.Caller.SignedRequest;

    private static void Replace(IssueTokenRequest request, string old, string replacement)
    {
        var header = Signed(request).Headers["authorization"];
        Assert.Contains(old, header, StringComparison.Ordinal);
        Signed(request).Headers["authorization"] = header.Replace(old, replacement, StringComparison.Ordinal);
    }
}
