using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Documents;

namespace Authz.Engine.Evaluation;

/// <summary>What a search wants to know. Implemented by structs, so that each search is compiled by itself.</summary>
internal interface ISearchGoal
{
    /// <summary>Whether nothing more can be learned.</summary>
    bool IsReached { get; }

    /// <summary>Whether a statement could tell something new if it matched.</summary>
    bool Wants(CompiledStatement statement);

    /// <summary>Takes a statement that matches.</summary>
    void Take(CompiledStatement statement, Naming naming);
}

/// <summary>Which layer denies; of several the first.</summary>
internal struct FirstDeny(SlotSet slots) : ISearchGoal
{
    /// <summary>The slot; <see cref="Programs.Slot.None"/> while none denies.</summary>
    public int Slot { get; private set; } = Programs.Slot.None;

    public readonly bool IsReached => false;

    public readonly bool Wants(CompiledStatement statement) => statement.Slot < Slot && slots.Has(statement.Slot);

    public void Take(CompiledStatement statement, Naming naming) => Slot = statement.Slot;
}

/// <summary>Which layers allow.</summary>
internal struct Allowing(SlotSet asked) : ISearchGoal
{
    /// <summary>Those that were not found to allow.</summary>
    public SlotSet Silent { get; private set; } = asked;

    public readonly bool IsReached => Silent.IsEmpty;

    public readonly bool Wants(CompiledStatement statement) => Silent.Has(statement.Slot);

    public void Take(CompiledStatement statement, Naming naming) => Silent = Silent.Without(statement.Slot);
}

/// <summary>How a resource's policies name the caller, the best of them.</summary>
internal struct BestNaming : ISearchGoal
{
    public Naming Naming { get; private set; }

    public readonly bool IsReached => Naming == Naming.Direct;

    public readonly bool Wants(CompiledStatement statement) => true;

    public void Take(CompiledStatement statement, Naming naming)
    {
        if (naming > Naming) Naming = naming;
    }
}

/// <summary>All of it, for whoever asks why.</summary>
internal struct EveryStatement(SlotSet slots) : ISearchGoal
{
    private readonly SlotSet _slots = slots;

    /// <summary>The first slot that denies; <see cref="Slot.None"/> for none.</summary>
    public int Denying { get; private set; } = Slot.None;

    /// <summary>The slots that do not allow.</summary>
    public SlotSet Silent { get; private set; } = slots;

    /// <summary>How the statements that allow name the caller, the best of them.</summary>
    public Naming Naming { get; private set; }

    public readonly bool IsReached => false;

    public readonly bool Wants(CompiledStatement statement) => _slots.Has(statement.Slot);

    public void Take(CompiledStatement statement, Naming naming)
    {
        if (statement.Origin.Effect == Effect.Deny)
        {
            Denying = Math.Min(Denying, statement.Slot);
            return;
        }

        Silent = Silent.Without(statement.Slot);
        if (naming > Naming) Naming = naming;
    }

    /// <summary>Looks at all statements.</summary>
    public void Survey<TTrace>(in ReachedStatements reached, in AuthorizationRequest request, bool hasBoundary, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        Statements.Denies(reached, request, hasBoundary, ref this, ref trace);
        Statements.Allows(reached, request, ref this, ref trace);
    }
}
