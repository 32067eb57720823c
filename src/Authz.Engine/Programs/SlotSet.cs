using System.Numerics;
using Authz.Engine.Decisions;

namespace Authz.Engine.Programs;

/// <summary>
/// The place of a layer, or of a level of control policies, among those that are searched together. Levels come first, root before
/// account; the others follow in the order in which denials are reported (D11).
/// </summary>
internal static class Slot
{
    /// <summary>What comes behind the last level.</summary>
    public const int Levels = ControlLevels.Max;

    public const int Resource = Levels;
    public const int Identity = Levels + 1;
    public const int Boundary = Levels + 2;
    public const int Session = Levels + 3;

    /// <summary>No slot; behind all of them.</summary>
    public const int None = 64;

    public static int Of(PolicyLayer layer, int level) => layer switch
    {
        PolicyLayer.ServiceControl or PolicyLayer.ResourceControl => level,
        PolicyLayer.Resource => Resource,
        PolicyLayer.Identity => Identity,
        PolicyLayer.Boundary => Boundary,
        PolicyLayer.Session => Session,
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "no policies belong to this layer"),
    };
}

/// <summary>A set of slots. <c>default</c> is empty.</summary>
internal readonly record struct SlotSet(ulong Bits)
{
    public static SlotSet All { get; } = new(ulong.MaxValue);

    public bool IsEmpty => Bits == 0;

    /// <summary>The first slot; <see cref="Slot.None"/> of the empty set.</summary>
    public int First => BitOperations.TrailingZeroCount(Bits);

    public bool Has(int slot) => ((Bits >> slot) & 1) != 0;

    public SlotSet With(int slot) => new(Bits | (1UL << slot));

    /// <summary>Those up to a slot and with it.</summary>
    public SlotSet UpTo(int slot) => slot >= Slot.None - 1 ? this : new(Bits & ((2UL << slot) - 1));

    public SlotSet With(SlotSet others) => new(Bits | others.Bits);

    public SlotSet Only(SlotSet others) => new(Bits & others.Bits);

    public SlotSet Only(int slot) => new(Bits & (1UL << slot));

    public SlotSet Without(int slot) => new(Bits & ~(1UL << slot));

    public SlotSet Without(SlotSet others) => new(Bits & ~others.Bits);
}
