using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Requests;

namespace Authz.Cli.Explaining;

/// <summary>The words for layers and for what they say of a decision.</summary>
internal sealed class LayerText(ExplainedDecision explained)
{
    private readonly Decision _decision = explained.Trace.Decision;

    /// <summary>The layer, and the level of control policies, as people call them.</summary>
    public static string NameOf(PolicyLayer layer, int level)
    {
        var name = layer switch
        {
            PolicyLayer.ResourceControl => "resource control policies",
            PolicyLayer.ServiceControl => "service control policies",
            PolicyLayer.Resource => "resource policy",
            PolicyLayer.Identity => "identity policies",
            PolicyLayer.Boundary => "permissions boundary",
            PolicyLayer.Session => "session policies",
            _ => "no layer",
        };
        return layer is PolicyLayer.ResourceControl or PolicyLayer.ServiceControl ? $"{name}, level {level}" : name;
    }

    /// <summary>What a layer says, and whether the decision asked it.</summary>
    public string Of(LayerTrace layer) => layer switch
    {
        { Layer: PolicyLayer.Identity } when explained.Request.Caller?.Kind == CallerKind.Root => "none needed: a root user may all",
        { Status: LayerStatus.Absent } when IsBlocking(layer) => "none, and one would have to allow",
        { Status: LayerStatus.Absent } => "none",
        { Status: LayerStatus.Exempt } => "do not apply to this request",
        { Status: LayerStatus.Denies } => "DENY",
        { Status: LayerStatus.Silent } when IsBlocking(layer) => "DO NOT ALLOW",
        { Status: LayerStatus.Silent, Layer: PolicyLayer.Resource } => "says nothing of this caller",
        { Status: LayerStatus.Silent } => $"do not allow{Asked(layer)}",
        { Layer: PolicyLayer.Resource } => $"allows, and names {Of(layer.Naming)}",
        _ => $"allow{Asked(layer)}",
    };

    private bool IsBlocking(LayerTrace layer) =>
        _decision.Outcome == DecisionOutcome.ImplicitDeny && _decision.Layer == layer.Layer && _decision.Level == layer.Level;

    // behind a Deny it does not matter who allows
    private string Asked(LayerTrace layer) =>
        layer.IsNeeded || layer.Layer == PolicyLayer.ResourceControl || _decision.Outcome == DecisionOutcome.ExplicitDeny ? "" : "; not asked";

    private string Of(Naming naming) => naming switch
    {
        not Naming.None when IsCrossAccount => "the caller, who is of another account: its own policies must allow as well",
        Naming.Direct => "the caller itself: nothing else need allow within the account",
        Naming.Entity => "what is behind the session: boundary and session policies still limit",
        Naming.Account => "the account: identity policies must allow as well",
        _ => "nobody",
    };

    private bool IsCrossAccount =>
        explained.Request.Caller is { Account.IsNone: false } caller && !explained.Request.ResourceAccount.IsNone
        && explained.Request.ResourceAccount != caller.Account;
}
