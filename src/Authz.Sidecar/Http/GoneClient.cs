namespace Authz.Sidecar.Http;

/// <summary>Clients that go away before they are answered.</summary>
internal static class GoneClient
{
    /// <summary>Ends the requests of those who went away without an error in the log, which the server would write.</summary>
    /// <param name="next">Answers.</param>
    public static RequestDelegate Guard(RequestDelegate next) => async context =>
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    };
}
