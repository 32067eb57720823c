using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Federation;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Authz.Sts.Tests.Worlds;
using Grpc.Core;

namespace Authz.Functional.Tests.Readme;

/// <summary>What the README tells a reader to copy does what the README says.</summary>
public sealed class ReadmeStoryTests
{
    [Theory, ClassData(typeof(Transports))]
    public async Task The_story_of_the_README_is_true(Transport transport)
    {
        List<StoryBlock> blocks = StoryBlock.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));
        Assert.True(blocks.Count >= 5 && blocks.Sum(static b => b.Output.Count) >= 10, "the story of the README is too short to be it");
        // the tool has the clock of the machine, and so has this sidecar
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, clock: TestClock.Running());
        var runs = await StoryShell.RunAsync(blocks, sidecar.Endpoint, sidecar.AdministrationEndpoint!);
        AssertKept(blocks, runs);
    }

    [Fact]
    public async Task What_the_README_says_of_service_accounts_is_true()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        List<StoryBlock> blocks = StoryBlock.Read(readme, "kubernetes");
        Assert.True(blocks.Count >= 2 && blocks.Sum(static b => b.Output.Count) >= 4, "the story of the README is too short to be it");
        await using Cluster cluster = await Cluster.StartAsync(clock: TestClock.Running());
        using var files = new TemporaryDirectory();
        await File.WriteAllTextAsync(files["token"], cluster.Token());
        AssertKept(blocks, await StoryShell.RunAsync(
            blocks, cluster.Sidecar.Endpoint, cluster.Sidecar.AdministrationEndpoint!, null, ("AWS_WEB_IDENTITY_TOKEN_FILE", files["token"]), ("HOSTNAME", "order-service-x2k4p")));
    }

    [Fact]
    public async Task What_the_README_says_of_proofs_is_true()
    {
        List<StoryBlock> blocks = StoryBlock.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), "proof");
        Assert.True(blocks.Count == 2 && blocks.Sum(static b => b.Output.Count) >= 4, "the story of the README is too short to be it");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, clock: TestClock.Running());
        AssertKept(blocks, await StoryShell.RunAsync(blocks, sidecar.Endpoint, sidecar.AdministrationEndpoint!));
    }

    // what it shows of the example organization stands there
    [Theory]
    [InlineData("providers/cluster.json", "\"Url\": \"https://oidc.example.internal/cluster\"")]
    [InlineData("providers/cluster.json", "\"ClientIDList\": [\"authz\"]")]
    [InlineData("roles/OrderService.json", "\"Federated\": \"arn:aws:iam::111122223333:oidc-provider/oidc.example.internal/cluster\"")]
    [InlineData("roles/OrderService.json", "\"oidc.example.internal/cluster:aud\": \"authz\"")]
    [InlineData("roles/OrderService.json", "\"oidc.example.internal/cluster:sub\": \"system:serviceaccount:orders:order-service\"")]
    public async Task Provider_and_role_of_the_README_are_those_of_the_example(string file, string part)
    {
        Assert.Contains(part, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains(part, await File.ReadAllTextAsync(Path.Combine(Repository.ExampleOrganization, "accounts/111122223333", file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_of_the_README_make_a_sidecar_that_issues_and_one_that_only_verifies()
    {
        using var files = new SidecarFiles();
        List<StoryBlock> blocks = StoryBlock.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), "keys");
        Assert.Equal(4, blocks.Count);
        AssertKept(blocks, await StoryShell.RunAsync(blocks, "http://127.0.0.1:1", "http://127.0.0.1:1", Path.GetDirectoryName(files.Keys)));

        using var other = new SidecarFiles();
        await using TestSidecar issuing = await TestSidecar.StartAsync(Transport.Tcp, files, null, Serving(files, files.Keys));
        await using TestSidecar verifying = await TestSidecar.StartAsync(Transport.Tcp, other, null, Serving(other, files.In("verifier-keys")));
        IssueTokenResponse session = await issuing.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        Assert.Equal(Decision.Allow, (await verifying.AskAsync(session, "iam:ListUsers")).Decision);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unavailable, "ServiceUnavailable", verifying.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator));
    }

    private static string[] Serving(SidecarFiles files, string keys) => [$"--Authz:Organization:Path={files.Organization}", $"--Authz:Keys:Path={keys}"];

    private static void AssertKept(List<StoryBlock> blocks, List<(string Output, string Exit)> runs)
    {
        Assert.Equal(blocks.Count, runs.Count);
        var faults = string.Join('\n', blocks.Zip(runs, static (block, run) => block.FindFault(run.Output, run.Exit) is { } fault ? $"{fault}\n{run.Output}" : null)
            .OfType<string>());
        Assert.True(faults.Length == 0, faults);
    }
}
