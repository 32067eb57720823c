using System.Text.Json.Nodes;
using Authz.Functional.Tests.Calls;

namespace Authz.Functional.Tests.Clients;

/// <summary>A client of STS that others made, used as it comes.</summary>
internal interface IStsClient : IAsyncDisposable
{
    /// <summary>Name and version, as the client gives them.</summary>
    string Version { get; }

    /// <summary>Makes one call.</summary>
    Task<ClientAnswer> CallAsync(ClientCall call);
}

/// <summary>One call.</summary>
/// <param name="Endpoint">The URL of the sidecar's HTTP listener.</param>
/// <param name="Key">Who signs; null: the operation needs nobody, or whom the client finds by itself.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Parameters">Its parameters by their names in the API.</param>
/// <param name="Region">The region that the client is configured for.</param>
internal sealed record ClientCall(string Endpoint, AccessKeyPair? Key, string Operation, JsonObject Parameters, string Region = "eu-west-1")
{
    /// <summary>Whether the client object is kept for the next call of the endpoint that says so too.</summary>
    public bool Keep { get; init; }

    /// <summary>When set, the client itself takes this role as the key, and again whenever that session comes to its end. Null: it does not.</summary>
    public JsonObject? Renewing { get; init; }
}

/// <summary>What a client made of the sidecar's answer.</summary>
internal sealed record ClientAnswer
{
    /// <summary>The answer's members by their names in the API; null: an error.</summary>
    public JsonObject? Result { get; init; }

    /// <summary>The error's code; null: none.</summary>
    public string? Code { get; init; }

    /// <summary>The exception's class; null where a client has none.</summary>
    public string? Type { get; init; }

    public string? Message { get; init; }

    /// <summary>The error's HTTP status; null where a client does not tell it.</summary>
    public int? Status { get; init; }

    /// <summary>Null where a client does not tell it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The key that the call was signed with, where a client tells it.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The credentials that were issued.</summary>
    public AccessKeyPair Credentials
    {
        get
        {
            JsonNode issued = Answered()["Credentials"]!;
            return new AccessKeyPair((string)issued["AccessKeyId"]!, (string)issued["SecretAccessKey"]!, (string)issued["SessionToken"]!);
        }
    }

    /// <summary>The result of a call that must not be refused.</summary>
    public JsonObject Answered()
    {
        Assert.True(Result is not null, $"{Code}: {Message}");
        return Result;
    }

    /// <summary>Expects a refusal.</summary>
    public void AssertRefused(string code, int status)
    {
        Assert.Null(Result);
        Assert.Equal(code, Code);
        if (Status is not null) Assert.Equal(status, Status);
    }
}
