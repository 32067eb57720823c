namespace Authz.Conformance.Reference;

/// <summary>What the reference evaluator says about one scenario.</summary>
/// <param name="Decision"><c>allowed</c>, <c>explicitDeny</c>, <c>implicitDeny</c>, or <c>invalid</c> when the scenario is refused at load.</param>
/// <param name="Layer">The layer that blocked, in the vocabulary of <c>authz simulate</c>; null when allowed or invalid.</param>
public sealed record ReferenceAnswer(string Decision, string? Layer)
{
    public static readonly ReferenceAnswer Allowed = new("allowed", null);
    public static readonly ReferenceAnswer Invalid = new("invalid", null);

    public static ReferenceAnswer ExplicitDeny(string layer) => new("explicitDeny", layer);

    public static ReferenceAnswer ImplicitDeny(string layer) => new("implicitDeny", layer);
}
