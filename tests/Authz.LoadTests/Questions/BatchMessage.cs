using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>Many requests of one session as one message. The only place that knows how a batch shares what its entries have in common.</summary>
internal static class BatchMessage
{
    /// <summary>Entries of the batches that are measured.</summary>
    public const int Entries = 100;

    /// <summary>The request, so many times; what its entries have in common stands once.</summary>
    public static AuthorizeBatchRequest Of(AuthorizeRequest request)
    {
        var batch = new AuthorizeBatchRequest { SessionToken = request.SessionToken, Region = request.Region, Context = { request.Context } };
        var entry = new AuthorizeRequest { Action = request.Action, Resource = request.Resource };
        for (var count = 0; count < Entries; count++) batch.Requests.Add(entry);
        return batch;
    }
}
