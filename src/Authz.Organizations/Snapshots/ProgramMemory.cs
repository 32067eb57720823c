using System.Collections.Immutable;
using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Organizations.Attachments;
using Authz.Organizations.Reading;

namespace Authz.Organizations.Snapshots;

/// <summary>What the load before has read and compiled, so that a change costs what changed. Not thread-safe.</summary>
public sealed class LoadMemory
{
    /// <summary>The policies.</summary>
    public PolicyMemory Policies { get; } = new();

    internal ProgramMemory Programs { get; } = new();
}

/// <summary>The programs of the load before, by what they were made from. Not thread-safe.</summary>
internal sealed class ProgramMemory
{
    private readonly Generations<PolicySet, LayerProgram> _layers = new();
    private readonly Generations<LevelSet, LevelSet> _levels = new();
    private readonly Generations<PrincipalLayers, PrincipalLayers> _principals = new();
    private readonly Generations<PolicySource, ResourcePolicyProgram> _resources = new();

    /// <summary>A load begins.</summary>
    public void Begin()
    {
        _layers.Begin();
        _levels.Begin();
        _principals.Begin();
        _resources.Begin();
    }

    /// <summary>A load ends: what it did not use is forgotten.</summary>
    public void End()
    {
        _layers.End();
        _levels.End();
        _principals.End();
        _resources.End();
    }

    /// <summary>The program of these policies; compiled when there is none yet.</summary>
    public LayerProgram LayerOf(PolicySet set, Func<PolicySet, LayerProgram> compile) => _layers.FindOrMake(set, compile);

    /// <summary>The one array with these levels.</summary>
    public ImmutableArray<LayerProgram> LevelsOf(ImmutableArray<LayerProgram> levels) =>
        _levels.FindOrMake(new LevelSet(levels), static set => set).Levels;

    /// <summary>The one instance of these layers, so that what was made of it before the load is found again.</summary>
    public PrincipalLayers PrincipalOf(PrincipalLayers layers) => _principals.FindOrMake(layers, static same => same);

    /// <summary>The program of a resource's policy; compiled when there is none yet.</summary>
    public ResourcePolicyProgram ResourceOf(PolicySource policy, Func<PolicySource, ResourcePolicyProgram> compile) =>
        _resources.FindOrMake(policy, compile);
}

/// <summary>The same policies in the same order, in the same layer and level; documents are the same when they are the same instance.</summary>
internal readonly record struct PolicySet(PolicyLayer Layer, int Level, IReadOnlyList<NamedPolicy> Policies)
{
    public bool Equals(PolicySet other) => Layer == other.Layer && Level == other.Level && Policies.SequenceEqual(other.Policies);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Layer);
        hash.Add(Level);
        foreach (NamedPolicy policy in Policies)
        {
            hash.Add(policy.Name, StringComparer.Ordinal);
            hash.Add(policy.Document);
        }

        return hash.ToHashCode();
    }
}

/// <summary>The same levels in the same order.</summary>
internal readonly record struct LevelSet(ImmutableArray<LayerProgram> Levels)
{
    public bool Equals(LevelSet other) => Levels.SequenceEqual(other.Levels);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (LayerProgram level in Levels) hash.Add(level);
        return hash.ToHashCode();
    }
}
