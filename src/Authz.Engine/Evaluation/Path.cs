using Authz.Engine.Decisions;
using Authz.Engine.Programs;

namespace Authz.Engine.Evaluation;

/// <summary>What the decision asks of layers, in its order: whether they allow.</summary>
internal interface IPath
{
    /// <summary>The decision depends on whether this layer allows.</summary>
    void Ask(PolicyLayer layer);

    /// <summary>The decision depends on whether these levels of service control policies allow.</summary>
    void AskLevels(SlotSet levels);
}

/// <summary>Keeps nothing.</summary>
internal readonly struct NoPath : IPath
{
    public void Ask(PolicyLayer layer)
    {
    }

    public void AskLevels(SlotSet levels)
    {
    }
}

/// <summary>Keeps the layers that were asked.</summary>
internal readonly struct AskedLayers(List<(PolicyLayer Layer, int Level)> layers) : IPath
{
    public List<(PolicyLayer Layer, int Level)> Layers { get; } = layers;

    public void Ask(PolicyLayer layer) => Layers.Add((layer, 0));

    public void AskLevels(SlotSet levels)
    {
        for (var level = 0; level < Slot.Levels; level++)
        {
            if (levels.Has(level)) Layers.Add((PolicyLayer.ServiceControl, level));
        }
    }
}
