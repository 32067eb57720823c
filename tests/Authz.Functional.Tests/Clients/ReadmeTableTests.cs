using Authz.Functional.Tests.Hosting;

namespace Authz.Functional.Tests.Clients;

/// <summary>The README's table of clients.</summary>
public sealed class ReadmeTableTests(StsClients clients)
{
    // the others have the version that a machine has
    [Theory]
    [InlineData(ClientKind.DotNet)]
    [InlineData(ClientKind.JavaScript)]
    public async Task It_names_the_versions_that_are_run(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        Assert.Contains($"| {client.Version} |", readme, StringComparison.Ordinal);
    }
}
