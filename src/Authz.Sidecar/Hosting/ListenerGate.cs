namespace Authz.Sidecar.Hosting;

/// <summary>Lets a request reach only endpoints of the listener it came to; elsewhere they do not exist.</summary>
internal static class ListenerGate
{
    /// <summary>Says which listener an endpoint belongs to.</summary>
    public static TBuilder On<TBuilder>(this TBuilder endpoint, Listener listener)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new ListenerFeature(listener)));
        return endpoint;
    }

    /// <summary>Refuses what came to another listener. Runs after routing.</summary>
    public static Task Pass(HttpContext context, RequestDelegate next)
    {
        ListenerFeature? wanted = context.GetEndpoint()?.Metadata.GetMetadata<ListenerFeature>();
        if (wanted is not null && context.Features.Get<ListenerFeature>() == wanted) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
