using Authz.Engine.Decisions;

namespace Authz.Engine.Evaluation;

/// <summary>What the decision asks of layers, in its order: whether they allow.</summary>
internal interface IPath
{
    /// <summary>The decision depends on whether this layer allows.</summary>
    void Ask(PolicyLayer layer, int level);
}

/// <summary>Keeps nothing.</summary>
internal readonly struct NoPath : IPath
{
    public void Ask(PolicyLayer layer, int level)
    {
    }
}

/// <summary>Keeps the layers that were asked.</summary>
internal readonly struct AskedLayers(List<(PolicyLayer Layer, int Level)> layers) : IPath
{
    public List<(PolicyLayer Layer, int Level)> Layers { get; } = layers;

    public void Ask(PolicyLayer layer, int level) => Layers.Add((layer, level));
}
