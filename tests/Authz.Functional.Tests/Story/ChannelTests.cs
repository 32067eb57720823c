using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

/// <summary>Trust policies ask how they are called (STS section 5.1).</summary>
public sealed class ChannelTests
{
    private const string Ana = "arn:aws:iam::111122223333:user/ana";

    [Theory]
    [InlineData(Transport.Tcp, "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}", true)]
    [InlineData(Transport.Tcp, "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", false)]
    [InlineData(Transport.Unix, "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}", false)] // there is no address
    [InlineData(Transport.Tcp, "\"Bool\":{\"aws:SecureTransport\":\"false\"}", true)]
    [InlineData(Transport.Unix, "\"Bool\":{\"aws:SecureTransport\":\"true\"}", false)]
    public async Task A_role_is_given_by_address_and_transport(Transport transport, string condition, bool isGiven)
    {
        var call = CallAsync(transport, $$"""[{"Effect":"Allow","Principal":{"AWS":"{{Ana}}"},"Action":"sts:AssumeRole","Condition":{ {{condition}} } }]""");
        if (isGiven) Assert.Equal("arn:aws:sts::111122223333:assumed-role/Placed/test", (await call).AssumedRoleUser.Arn);
        else await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", call);
    }

    [Fact]
    public async Task An_address_that_is_denied_is() => await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", CallAsync(Transport.Tcp, $$"""
        [{"Effect":"Allow","Principal":{"AWS":"{{Ana}}"},"Action":"sts:AssumeRole"},
         {"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"IpAddress":{"aws:SourceIp":"127.0.0.1"} } }]
        """));

    private static async Task<IssueTokenResponse> CallAsync(Transport transport, string statements)
    {
        using var files = new SidecarFiles();
        await File.WriteAllTextAsync(
            Path.Combine(files.Organization, "accounts/111122223333/roles/Placed.json"),
            $$"""{"RoleName":"Placed","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":{{statements}}},"RolePolicyList":[]}""");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        return await sidecar.AssumeAsync(AccessKeyPair.Ana, "arn:aws:iam::111122223333:role/Placed");
    }
}
