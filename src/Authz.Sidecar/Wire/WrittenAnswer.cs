using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Wire;

/// <summary>
/// An AuthorizeResponse that is written without a message object: the statements of policies were written once and are copied. Immutable;
/// made by <see cref="AuthorizeWriter"/>.
/// </summary>
internal sealed class WrittenAnswer
{
    private readonly AuthorizationAnswer _answer;
    private readonly DecisionId _decisionId;
    private readonly byte[][] _statements;
    private readonly string[] _ignoredKeys;
    private readonly string _encoded;

    /// <summary>Measures the answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="decisionId">Its id.</param>
    /// <param name="statements">The statements that decided, each written as an entry of its field.</param>
    /// <param name="ignoredKeys">Keys that were not taken, lower case and sorted.</param>
    /// <param name="encoded">The encoded message of a denial; empty for none.</param>
    public WrittenAnswer(AuthorizationAnswer answer, DecisionId decisionId, byte[][] statements, string[] ignoredKeys, string encoded = "")
    {
        (_answer, _decisionId, _statements, _ignoredKeys, _encoded) = (answer, decisionId, statements, ignoredKeys, encoded);
        Size = MessageSpan.SizeOfField((int)Decision) + MessageSpan.SizeOfField((int)Reason) + MessageSpan.SizeOfField((int)Layer)
            + MessageSpan.SizeOfItem(DecisionId.Length) + MessageSpan.SizeOfField(answer.PolicyRevision) + MessageSpan.SizeOfField(answer.Message)
            + MessageSpan.SizeOfField(encoded) + MessageSpan.SizeOfField(ErrorCode);
        foreach (var statement in statements) Size += statement.Length;
        IReadOnlyList<string> missing = answer.Explanation.MissingKeys;
        for (var i = 0; i < missing.Count; i++) Size += MessageSpan.SizeOfItem(missing[i]);
        foreach (var key in ignoredKeys) Size += MessageSpan.SizeOfItem(key);
    }

    /// <summary>The decision's id.</summary>
    public DecisionId DecisionId => _decisionId;

    /// <summary>The decision.</summary>
    public Decision Decision => _answer.IsAllowed ? Decision.Allow : Decision.Deny;

    /// <summary>Why.</summary>
    public DecisionReason Reason => WireNames.Of(_answer.Reason);

    /// <summary>Why the signer of a request was not authenticated; no error: it was, or a token was asked with.</summary>
    public StsError Error => new(_answer.ErrorCode, _answer.Message);

    /// <summary>Number of bytes.</summary>
    public int Size { get; }

    // a revocation is explained as a statement, but no policy that was loaded says it
    private PolicyLayer Layer => _answer.Reason is AuthorizationReason.ExplicitDeny or AuthorizationReason.ImplicitDeny
        ? WireNames.Of(_answer.Layer) : PolicyLayer.Unspecified;

    private string ErrorCode => _answer.ErrorCode == StsErrorCode.None ? "" : _answer.ErrorCode.ToString();

    /// <summary>Writes the fields of the message.</summary>
    public void WriteTo(ref MessageSpan message)
    {
        message.Write(AuthorizeResponse.DecisionFieldNumber, (int)Decision);
        message.Write(AuthorizeResponse.ReasonFieldNumber, (int)Reason);
        message.Write(AuthorizeResponse.LayerFieldNumber, (int)Layer);
        message.Write(AuthorizeResponse.DecisionIdFieldNumber, _decisionId);
        message.Write(AuthorizeResponse.PolicyRevisionFieldNumber, _answer.PolicyRevision);
        foreach (var statement in _statements) message.Copy(statement);
        IReadOnlyList<string> missing = _answer.Explanation.MissingKeys;
        for (var i = 0; i < missing.Count; i++) message.WriteItem(AuthorizeResponse.MissingContextKeysFieldNumber, missing[i]);
        foreach (var key in _ignoredKeys) message.WriteItem(AuthorizeResponse.IgnoredContextKeysFieldNumber, key);
        message.Write(AuthorizeResponse.MessageFieldNumber, _answer.Message);
        message.Write(AuthorizeResponse.EncodedAuthorizationMessageFieldNumber, _encoded);
        message.Write(AuthorizeResponse.ErrorCodeFieldNumber, ErrorCode);
    }
}
