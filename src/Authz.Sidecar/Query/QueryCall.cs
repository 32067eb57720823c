using Authz.Tokens.Signatures;

namespace Authz.Sidecar.Query;

/// <summary>A call of the Query API as it arrived. No record: parameters may be secrets.</summary>
internal sealed class QueryCall
{
    /// <summary>The request, as it was signed.</summary>
    public required SignableRequest Request { get; init; }

    /// <summary>Its parameters.</summary>
    public required FormParameters Parameters { get; init; }

    /// <summary>The host that was called, without port; empty: none was named.</summary>
    public required string Host { get; init; }

    /// <summary>The operation.</summary>
    public string Action => Parameters.Find("Action") ?? "";
}
