using System.Collections.Immutable;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Audit;

/// <summary>Something that is recorded. Immutable.</summary>
internal abstract class AuditRecord
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Bytes that it takes in memory, estimated.</summary>
    public abstract int Size { get; }
}

/// <summary>A decision. Tokens and signatures are not in it.</summary>
internal sealed class DecisionRecord : AuditRecord
{
    private const int OwnSize = 400;

    /// <summary>The decision's id.</summary>
    public required DecisionId Id { get; init; }

    /// <summary>Who asked; null: nobody was identified.</summary>
    public required AuditCaller? Caller { get; init; }

    /// <summary>The action; empty when the request could not be read.</summary>
    public required string Action { get; init; }

    /// <summary>The resource; empty when the request could not be read.</summary>
    public required string Resource { get; init; }

    /// <summary>The region; empty when the request could not be read.</summary>
    public required string Region { get; init; }

    /// <summary>What the service said of the request.</summary>
    public required ImmutableArray<SuppliedValue> Context { get; init; }

    /// <summary>Why; says also whether.</summary>
    public required AuthorizationReason Reason { get; init; }

    /// <summary>The layer that blocked.</summary>
    public required PolicyLayer Layer { get; init; }

    /// <summary>The statements that decided and the keys that were missing.</summary>
    public required Explanation Explanation { get; init; }

    /// <summary>What the signer was told; none for tokens.</summary>
    public required StsErrorCode ErrorCode { get; init; }

    /// <summary>The revision of the policies; empty when there were none.</summary>
    public required string Revision { get; init; }

    /// <summary>One sentence for people; empty for an allow. It may name who asked.</summary>
    public required string Message { get; init; }

    /// <summary>The record of a decision.</summary>
    /// <param name="query">What was asked; null: it could not be read.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="id">Its id.</param>
    /// <param name="at">When.</param>
    public static DecisionRecord Of(AuthorizationQuery? query, AuthorizationAnswer answer, DecisionId id, DateTimeOffset at) => new()
    {
        At = at,
        Id = id,
        Caller = AuditCaller.Of(answer.Identity),
        Action = query?.Action.Text ?? "",
        Resource = query?.Resource.Text ?? "",
        Region = query?.Region ?? "",
        Context = query?.Context ?? [],
        Reason = answer.Reason,
        Layer = answer.Layer,
        Explanation = answer.Explanation,
        ErrorCode = answer.ErrorCode,
        Revision = answer.PolicyRevision,
        Message = answer.Message,
    };

    /// <summary>Whether it was an allow.</summary>
    public bool IsAllowed => Reason == AuthorizationReason.Allowed;

    /// <inheritdoc/>
    public override int Size
    {
        get
        {
            var size = OwnSize + 2 * (Action.Length + Resource.Length + Message.Length);
            // of what a record holds alone, the context is what a stranger makes large
            foreach (SuppliedValue value in Context)
            {
                for (var i = 0; i < value.Value.Count; i++) size += 64 + 2 * value.Value[i].Length;
            }

            return size;
        }
    }
}

/// <summary>Credentials that were issued or refused. No secret and no token is in it.</summary>
internal sealed class IssueRecord : AuditRecord
{
    /// <summary>32 random hexadecimal digits.</summary>
    public required DecisionId Id { get; init; }

    /// <summary>The operation, by its name in AWS: <c>AssumeRole</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The region that was called; empty when it could not be read.</summary>
    public required string Region { get; init; }

    /// <summary>Who asked; null: nobody was identified, or an identity provider vouches.</summary>
    public required AuditCaller? Caller { get; init; }

    /// <summary>The role that was asked for; empty: none.</summary>
    public string RoleArn { get; init; } = "";

    /// <summary>The name that was asked for; empty: none.</summary>
    public string SessionName { get; init; } = "";

    /// <summary>The duration that was asked for, seconds; 0: none.</summary>
    public int DurationSeconds { get; init; }

    /// <summary>The address from which it was asked; null: a Unix socket.</summary>
    public string? Address { get; init; }

    /// <summary>The session's ARN; null when refused.</summary>
    public string? SessionArn { get; init; }

    /// <summary>What the token says; null when refused.</summary>
    public SessionClaims? Claims { get; init; }

    /// <summary>Why it was refused; no error when it was issued.</summary>
    public required StsError Error { get; init; }

    /// <inheritdoc/>
    public override int Size => 600 + 2 * (RoleArn.Length + SessionName.Length + (Error.Message?.Length ?? 0));
}
