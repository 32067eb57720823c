using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;

namespace Authz.Cli.Explaining;

/// <summary>The words for layers and for what they say.</summary>
internal static class LayerText
{
    /// <summary>A layer as people call it.</summary>
    public static string Of(PolicyLayer layer) => layer switch
    {
        PolicyLayer.ResourceControl => "resource control policies",
        PolicyLayer.ServiceControl => "service control policies",
        PolicyLayer.Resource => "resource policy",
        PolicyLayer.Identity => "identity policies",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policies",
        _ => "no layer",
    };

    /// <summary>The layer, and the level of control policies.</summary>
    public static string Of(PolicyLayer layer, int level) =>
        layer is PolicyLayer.ResourceControl or PolicyLayer.ServiceControl ? $"{Of(layer)}, level {level}" : Of(layer);

    /// <summary>What a layer says, and whether the decision asked it.</summary>
    public static string Of(LayerTrace layer, Decision decision) => layer switch
    {
        { Status: LayerStatus.Absent } when decision.Layer == layer.Layer => "none, and one would have to allow",
        { Status: LayerStatus.Absent } => "none",
        { Status: LayerStatus.Exempt } => "do not apply to this request",
        { Status: LayerStatus.Denies } => "DENY",
        { Status: LayerStatus.Silent } when decision.Layer == layer.Layer && decision.Level == layer.Level => "DO NOT ALLOW",
        { Status: LayerStatus.Silent, Layer: PolicyLayer.Resource } => "says nothing of this caller",
        { Status: LayerStatus.Silent } => "do not allow; not asked",
        { Layer: PolicyLayer.Resource } => $"allows, and names {Of(layer.Naming)}",
        { IsNeeded: false, Layer: not PolicyLayer.ResourceControl } => "allow; not asked",
        _ => "allow",
    };

    private static string Of(Naming naming) => naming switch
    {
        Naming.Direct => "the caller itself: nothing else need allow within the account",
        Naming.Entity => "what is behind the session: boundary and session policies still limit",
        Naming.Account => "the account: identity policies must allow as well",
        _ => "nobody",
    };
}
