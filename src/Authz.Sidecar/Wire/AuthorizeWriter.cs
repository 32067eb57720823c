using System.Runtime.CompilerServices;
using Authz.Engine.Programs;
using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Google.Protobuf;
using Effect = Authz.Policies.Documents.Effect;

namespace Authz.Sidecar.Wire;

/// <summary>Writes answers as AuthorizeResponse. Thread-safe.</summary>
internal sealed class AuthorizeWriter
{
    // a statement is written once, for all answers, and the bytes live as long as the statement
    private readonly ConditionalWeakTable<StatementOrigin, byte[]> _statements = [];

    /// <summary>The answer to a query.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="decisionId">Its id.</param>
    /// <param name="encoded">The encoded message of a denial; empty for none.</param>
    public WrittenAnswer Write(AuthorizationAnswer answer, DecisionId decisionId, string encoded = "")
    {
        // the protocol says: lower case, sorted
        string[] ignored = answer.IgnoredKeys.Count == 0
            ? [] : [.. answer.IgnoredKeys.Select(static k => k.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        return new WrittenAnswer(answer, decisionId, StatementsOf(answer.Explanation.MatchedStatements), ignored, encoded);
    }

    private byte[][] StatementsOf(IReadOnlyList<StatementOrigin> statements)
    {
        if (statements.Count == 0) return [];
        var written = new byte[statements.Count][];
        for (var i = 0; i < written.Length; i++) written[i] = _statements.GetValue(statements[i], Write);
        return written;
    }

    /// <summary>A statement as a message.</summary>
    public static MatchedStatement MessageOf(StatementOrigin statement) => new()
    {
        Layer = WireNames.Of(statement.Layer),
        Level = statement.Level,
        Policy = statement.Policy,
        PolicyIndex = statement.PolicyIndex,
        StatementIndex = statement.StatementIndex,
        Sid = statement.Sid ?? "",
        Effect = statement.Effect == Effect.Allow ? Protocol.V1.Effect.Allow : Protocol.V1.Effect.Deny,
    };

    // as an entry of its field
    private static byte[] Write(StatementOrigin statement) => new AuthorizeResponse { MatchedStatements = { MessageOf(statement) } }.ToByteArray();
}
