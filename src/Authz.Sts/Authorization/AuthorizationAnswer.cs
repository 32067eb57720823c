using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Sts.Errors;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>The answer to a query. Immutable.</summary>
public sealed record AuthorizationAnswer
{
    /// <summary>Why; says also whether.</summary>
    public required AuthorizationReason Reason { get; init; }

    /// <summary>Whether the request is permitted.</summary>
    public bool IsAllowed => Reason == AuthorizationReason.Allowed;

    /// <summary>What the signer of a request is to be told who was not authenticated; none for who was, and for bearers of tokens.</summary>
    public StsErrorCode ErrorCode { get; init; }

    /// <summary>The layer that blocked; none for an allow and for a refused token.</summary>
    public PolicyLayer Layer { get; init; }

    /// <summary>The statements that decided, and the keys that were missing.</summary>
    public Explanation Explanation { get; init; } = Explanation.Empty;

    /// <summary>Keys that the service supplied and that were not taken, since the sidecar determines them.</summary>
    public IReadOnlyList<string> IgnoredKeys { get; init; } = [];

    /// <summary>The revision of the policies; empty when none are loaded.</summary>
    public string PolicyRevision { get; init; } = "";

    /// <summary>One sentence for people: why not, and what to do. Empty for an allow, of which the statements tell all.</summary>
    public string Message { get; init; } = "";

    /// <summary>Who asked; null when the token was refused.</summary>
    public Identity? Identity { get; init; }
}
