using Authz.Sidecar.Http;
using Microsoft.AspNetCore.Http;

namespace Authz.Sidecar.Tests.Http;

public sealed class GoneClientTests
{
    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task Who_went_away_is_no_error(Type type)
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        await GoneClient.Guard(_ => throw Exception(type))(context);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException), false)]
    [InlineData(typeof(IOException), false)]
    [InlineData(typeof(InvalidOperationException), true)]
    public async Task Everything_else_is_one(Type type, bool isGone)
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(isGone) };
        await Assert.ThrowsAsync(type, () => GoneClient.Guard(_ => throw Exception(type))(context));
    }

    private static Exception Exception(Type type) => (Exception)Activator.CreateInstance(type)!;
}
