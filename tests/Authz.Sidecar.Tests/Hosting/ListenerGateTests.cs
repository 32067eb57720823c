using Authz.Sidecar.Hosting;
using Microsoft.AspNetCore.Http;

namespace Authz.Sidecar.Tests.Hosting;

public sealed class ListenerGateTests
{
    private static readonly Listener?[] Choices = [.. Enum.GetValues<Listener>().Select(static l => (Listener?)l), null];

    [Fact]
    public async Task Only_what_came_to_the_endpoints_own_listener_passes()
    {
        foreach (Listener? endpoint in Choices)
        {
            foreach (Listener? connection in Choices)
                Assert.Equal(endpoint is not null && endpoint == connection, await PassesAsync(endpoint, connection));
        }
    }

    [Fact]
    public async Task What_matches_no_endpoint_does_not_pass() => Assert.False(await PassesAsync(null, Listener.Grpc, hasEndpoint: false));

    private static async Task<bool> PassesAsync(Listener? endpoint, Listener? connection, bool hasEndpoint = true)
    {
        var context = new DefaultHttpContext();
        if (connection is { } came) context.Features.Set(new ListenerFeature(came));
        var metadata = endpoint is { } wanted ? new EndpointMetadataCollection(new ListenerFeature(wanted)) : EndpointMetadataCollection.Empty;
        if (hasEndpoint) context.SetEndpoint(new Endpoint(null, metadata, "endpoint"));
        var passed = false;
        await ListenerGate.Pass(context, _ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        Assert.Equal(passed ? StatusCodes.Status200OK : StatusCodes.Status404NotFound, context.Response.StatusCode);
        return passed;
    }
}
