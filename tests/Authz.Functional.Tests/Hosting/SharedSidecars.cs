using Authz.Functional.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedSidecars))]

namespace Authz.Functional.Tests.Hosting;

/// <summary>One sidecar on the example organization for each transport, for tests that change nothing in it, not even its clock.</summary>
public sealed class SharedSidecars : IAsyncLifetime
{
    private TestSidecar _tcp = null!;
    private TestSidecar _unix = null!;

    public TestSidecar Over(Transport transport) => transport == Transport.Tcp ? _tcp : _unix;

    public async ValueTask InitializeAsync()
    {
        _tcp = await TestSidecar.StartAsync(Transport.Tcp);
        _unix = await TestSidecar.StartAsync(Transport.Unix);
    }

    public async ValueTask DisposeAsync()
    {
        await _tcp.DisposeAsync();
        await _unix.DisposeAsync();
    }
}
