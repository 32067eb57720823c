using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>Many requests of one session. The only place that knows how batches and streams share what their requests have in common.</summary>
internal static class BatchMessage
{
    /// <summary>Entries of the batches that are measured.</summary>
    public const int Entries = 100;

    /// <summary>The request, for so many resources; what its entries have in common stands once.</summary>
    public static AuthorizeBatchRequest Of(AuthorizeRequest request)
    {
        var batch = new AuthorizeBatchRequest { SessionToken = request.SessionToken, Region = request.Region, Context = { request.Context } };
        for (var count = 0; count < Entries; count++)
            batch.Requests.Add(new AuthorizeRequest { Action = request.Action, Resource = Resource(request, count) });
        return batch;
    }

    /// <summary>The same as requests of a stream.</summary>
    public static IReadOnlyList<AuthorizeRequest> StreamOf(AuthorizeRequest request)
    {
        AuthorizeRequest first = request.Clone();
        first.Resource = Resource(request, 0);
        return
        [
            first,
            .. Enumerable.Range(1, Entries - 1)
                .Select(count => new AuthorizeRequest { Action = request.Action, Resource = Resource(request, count), LikePrevious = true }),
        ];
    }

    // as many resources as entries, whose names are equally long
    private static string Resource(AuthorizeRequest request, int count) => $"{request.Resource}{count:D2}";
}
