using Authz.Sidecar.Configuration;
using Authz.Sidecar.Query;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Query;

public sealed class StsHostsTests
{
    [Theory]
    [InlineData("sts.amazonaws.com", "aws-global")]
    [InlineData("STS.AmazonAws.com", "aws-global")]
    [InlineData("sts.eu-west-1.amazonaws.com", "eu-west-1")]
    [InlineData("sts.example.internal", "aws-global")]
    [InlineData("sts.eu-west-1.example.internal", "eu-west-1")]
    [InlineData("xsts.amazonaws.com", null)]
    [InlineData("a.sts.eu-west-1.amazonaws.com", null)]
    [InlineData("sts.amazonaws.com.example.com", null)]
    [InlineData("amazonaws.com", null)]
    [InlineData("sts..amazonaws.com", null)]
    [InlineData("", null)]
    public void A_host_of_a_known_suffix_says_which_endpoint_it_is(string host, string? region) =>
        Assert.Equal(region, Hosts("Sts:HostSuffix=example.internal").RegionOf(host));

    [Theory]
    [InlineData("127.0.0.1:7421", true)]
    [InlineData("localhost:7421", true)]
    [InlineData("LOCALHOST:7421", true)]
    [InlineData("localhost", false)]
    [InlineData("localhost:7420", false)]
    [InlineData("sts.eu-west-1.amazonaws.com", true)]
    [InlineData("sts.eu-west-1.amazonaws.com:8443", true)]
    [InlineData("sts.example.internal", false)]
    [InlineData("sts-proxy:8080", true)]
    [InlineData("sts-proxy", false)]
    public void Proofs_are_for_STS_for_the_own_listener_and_for_hosts_that_are_named(string host, bool isOurs) =>
        Assert.Equal(isOurs, Hosts("Sts:ProofHosts=sts-proxy:8080").IsOurs(host));

    [Theory]
    [InlineData("0.0.0.0:7421", "localhost:7421", false)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0", false)]
    [InlineData("[::1]:7421", "[::1]:7421", true)]
    public void A_listener_that_is_reached_otherwise_is_to_be_named(string listener, string host, bool isOurs) =>
        Assert.Equal(isOurs, Hosts($"Listeners:Http={listener}", "Listeners:InsecureRemote=true", "Organization:Path=/x", "Keys:Path=/x").IsOurs(host));

    private static StsHosts Hosts(params string[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => s.Split('=', 2)).Select(static p => KeyValuePair.Create($"Authz:{p[0]}", (string?)p[1]))).Build();
        SidecarOptions? options = OptionsReader.Read(configuration, out IReadOnlyList<string> faults);
        Assert.Empty(faults);
        return new StsHosts(options!);
    }
}
