using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>Many requests of one session as one message. The only place that knows how a batch shares what its entries have in common.</summary>
internal static class BatchMessage
{
    /// <summary>Entries of the batches that are measured.</summary>
    public const int Entries = 100;

    /// <summary>The request, for so many resources; what its entries have in common stands once.</summary>
    public static AuthorizeBatchRequest Of(AuthorizeRequest request)
    {
        var batch = new AuthorizeBatchRequest { SessionToken = request.SessionToken, Region = request.Region, Context = { request.Context } };
        // as many resources as entries, whose names are equally long
        for (var count = 0; count < Entries; count++)
            batch.Requests.Add(new AuthorizeRequest { Action = request.Action, Resource = $"{request.Resource}{count:D2}" });
        return batch;
    }
}
