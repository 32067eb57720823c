using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

public sealed class HostileGrantTests(SharedSidecars sidecars)
{
    public static TheoryData<Transport, string> Policies()
    {
        string[] policies =
        [
            string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000)), "", "{", "[]", "null", "{}", "\0", "\ud800",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Effect\":\"Deny\"}}",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}",
            "{\"Version\":\"2012-10-17\",\"Statement\":[]} // comment",
        ];
        var data = new TheoryData<Transport, string>();
        foreach (var policy in policies)
        {
            data.Add(Transport.Tcp, policy);
            data.Add(Transport.Unix, policy);
        }

        return data;
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_message_is_not_read_when_it_is_larger_than_any_that_can_be_answered(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.Ec2Operator, static r => r.AssumeRole.Policy = new string('x', 768 * 1024));
        AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => sidecar.Client.IssueTokenAsync(request));
        Assert.Equal(StatusCode.ResourceExhausted, refusal.Status);
    }

    [Theory, MemberData(nameof(Policies), DisableDiscoveryEnumeration = true)]
    public async Task A_session_policy_that_is_none_is_refused(Transport transport, string policy)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(
            () => sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, r => r.AssumeRole.Policy = policy));
        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Contains(refusal.Code, new[] { "MalformedPolicyDocument", "ValidationError" });
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_policy_of_ten_thousand_nested_arrays_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "ValidationError",
            sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, static r => r.AssumeRole.Policy = new string('[', 10_000) + new string(']', 10_000)));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_policy_that_is_not_UTF8_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var token = await TokenAsync(sidecar);
        Assert.Equal(StatusCode.OK, await ChainAsync(sidecar, token, "x"u8.ToArray()));
        Assert.NotEqual(StatusCode.OK, await ChainAsync(sidecar, token, [0xff]));
        Assert.NotEqual(StatusCode.OK, await ChainAsync(sidecar, token, [0xed, 0xa0, 0x80]));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Enum_values_that_nobody_knows_are_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        foreach (var use in new[] { 3, -1, int.MaxValue })
        {
            await SidecarCalls.RefusedAsync(
                StatusCode.InvalidArgument, "ValidationError",
                sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, r => r.CredentialUse = (CredentialUse)use));
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Parameters_out_of_range_are_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        Action<IssueTokenRequest>[] changes =
        [
            static r => r.AssumeRole.DurationSeconds = 0, static r => r.AssumeRole.DurationSeconds = 899, static r => r.AssumeRole.DurationSeconds = -1,
            static r => r.AssumeRole.DurationSeconds = 43201, static r => r.AssumeRole.DurationSeconds = int.MinValue, static r => r.AssumeRole.DurationSeconds = 3601,
            static r => r.AssumeRole.RoleSessionName = "", static r => r.AssumeRole.RoleSessionName = "a", static r => r.AssumeRole.RoleSessionName = "a b",
            static r => r.AssumeRole.RoleSessionName = new string('a', 65), static r => r.AssumeRole.RoleArn = "", static r => r.AssumeRole.RoleArn = "*",
            static r => r.AssumeRole.RoleArn = "arn:aws:iam::111122223333:user/ana", static r => r.AssumeRole.ExternalId = "x",
            static r => r.AssumeRole.SourceIdentity = "x", static r => r.AssumeRole.PolicyArns.Add(Enumerable.Repeat("arn:aws:iam::aws:policy/ReadOrders", 11)),
            static r => r.AssumeRole.Tags.Add(Enumerable.Range(0, 51).Select(static i => new Tag { Key = $"k{i}" })),
            static r => r.RegionScope.Add("xx-moon-1"),
        ];
        foreach (var change in changes)
        {
            AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator, change));
            Assert.Equal((StatusCode.InvalidArgument, "ValidationError"), (refusal.Status, refusal.Code));
        }

        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "MissingAction", sidecar.Client.IssueTokenAsync(new IssueTokenRequest()));
    }

    // the grant with a policy that has these bytes in its Sid
    private static async Task<StatusCode?> ChainAsync(TestSidecar sidecar, string token, byte[] sid)
    {
        IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.PaymentProcessor);
        byte[] policy =
        [
            .. "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\""u8, .. sid,
            .. "\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"u8,
        ];
        byte[] grant = [.. request.AssumeRole.ToByteArray(), .. RawCall.Field(AssumeRoleGrant.PolicyFieldNumber, policy)];
        byte[] caller = new Caller { SessionToken = token }.ToByteArray();
        byte[] message =
        [
            .. RawCall.Field(IssueTokenRequest.AssumeRoleFieldNumber, grant), .. RawCall.Field(IssueTokenRequest.CallerFieldNumber, caller),
        ];
        return (await RawCall.SendAsync(sidecar, "TokenService/IssueToken", RawCall.Frame(message))).Status;
    }

    private static async Task<string> TokenAsync(TestSidecar sidecar) =>
        (await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.OrderService)).Credentials.SessionToken;
}
