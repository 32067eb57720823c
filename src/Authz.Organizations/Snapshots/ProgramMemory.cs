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
    private readonly Remembered<PolicySet, LayerProgram> _layers = new();
    private readonly Remembered<LevelSet, LevelSet> _levels = new();
    private readonly Remembered<PrincipalLayers, PrincipalLayers> _principals = new();
    private readonly Remembered<PolicySource, ResourcePolicyProgram> _resources = new();

    /// <summary>A load begins: what the one before did not use is forgotten.</summary>
    public void Turn()
    {
        _layers.Turn();
        _levels.Turn();
        _principals.Turn();
        _resources.Turn();
    }

    /// <summary>The program of these policies; compiled when there is none yet.</summary>
    public LayerProgram LayerOf(PolicySet set, Func<PolicySet, LayerProgram> compile) => _layers.Of(set, compile);

    /// <summary>The one array with these levels.</summary>
    public ImmutableArray<LayerProgram> LevelsOf(ImmutableArray<LayerProgram> levels) => _levels.Of(new LevelSet(levels), static set => set).Levels;

    /// <summary>The one instance of these layers, so that what was made of it before the load is found again.</summary>
    public PrincipalLayers PrincipalOf(PrincipalLayers layers) => _principals.Of(layers, static same => same);

    /// <summary>The program of a resource's policy; compiled when there is none yet.</summary>
    public ResourcePolicyProgram ResourceOf(PolicySource policy, Func<PolicySource, ResourcePolicyProgram> compile) => _resources.Of(policy, compile);

    /// <summary>What this load and the one before made.</summary>
    private sealed class Remembered<TKey, TValue>
        where TKey : notnull
        where TValue : notnull
    {
        private Dictionary<TKey, TValue> _before = [];
        private Dictionary<TKey, TValue> _now = [];

        public void Turn() => (_before, _now) = (_now, new Dictionary<TKey, TValue>(_now.Count));

        public TValue Of(TKey key, Func<TKey, TValue> make)
        {
            if (_now.TryGetValue(key, out TValue? value)) return value;
            if (!_before.TryGetValue(key, out value)) value = make(key);
            _now.Add(key, value);
            return value;
        }
    }
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
