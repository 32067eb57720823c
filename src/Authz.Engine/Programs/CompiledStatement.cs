using Authz.Policies.Documents;

namespace Authz.Engine.Programs;

/// <summary>A statement, compiled. Immutable. What it consists of is shared with statements that say the same.</summary>
internal sealed class CompiledStatement
{
    public required StatementOrigin Origin { get; init; }

    /// <summary>The <see cref="Programs.Slot"/> of its layer and level.</summary>
    public required int Slot { get; init; }

    /// <summary>The statement as written, for whoever asks why.</summary>
    public required Statement Source { get; init; }

    /// <summary>Whom it names; null in policies that are attached to their principal.</summary>
    public PrincipalElement? Principals { get; init; }

    public bool IsNotAction { get; init; }

    public required ActionSet Actions { get; init; }

    /// <summary>Whether it names every action that there is.</summary>
    public bool NamesEveryAction { get; init; }

    public bool IsNotResource { get; init; }

    /// <summary>The resources; empty: every resource.</summary>
    public required ResourcePattern[] Resources { get; init; }

    /// <summary>Whether it names every resource that there is.</summary>
    public bool NamesEveryResource { get; init; }

    /// <summary>Whether the wide reading of patterns is the restrictive one (W8): Deny with Resource, Allow with NotResource.</summary>
    public bool IsWide { get; init; }

    /// <summary>The conditions, those that are decided fastest first.</summary>
    public required CompiledCondition[] Conditions { get; init; }
}
