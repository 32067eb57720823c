namespace Authz.Engine.Decisions;

/// <summary>The three outcomes of an evaluation.</summary>
public enum DecisionOutcome
{
    /// <summary>Nothing permits.</summary>
    ImplicitDeny = 0,

    /// <summary>A statement denies.</summary>
    ExplicitDeny,

    /// <summary>The request is permitted.</summary>
    Allowed,
}

/// <summary>The answer to a request. <c>default</c> is a deny.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Layer">The first layer that blocked; <see cref="PolicyLayer.None"/> for an allow and for <c>default</c>.</param>
/// <param name="Level">For control policies the level that blocked, 0 for the organization's root; else 0.</param>
public readonly record struct Decision(DecisionOutcome Outcome, PolicyLayer Layer, int Level = 0)
{
    /// <summary>Whether the request is permitted.</summary>
    public bool IsAllowed => Outcome == DecisionOutcome.Allowed;

    internal static Decision Allow => new(DecisionOutcome.Allowed, PolicyLayer.None);

    internal static Decision Implicit(PolicyLayer layer, int level = 0) => new(DecisionOutcome.ImplicitDeny, layer, level);

    internal static Decision Explicit(PolicyLayer layer, int level = 0) => new(DecisionOutcome.ExplicitDeny, layer, level);
}
