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

/// <summary>The programs of the load before, by the policies that they were made from. Not thread-safe.</summary>
internal sealed class ProgramMemory
{
    private Dictionary<PolicySet, LayerProgram> _layersBefore = [];
    private Dictionary<PolicySet, LayerProgram> _layers = [];
    private Dictionary<PolicySource, ResourcePolicyProgram> _resourcesBefore = [];
    private Dictionary<PolicySource, ResourcePolicyProgram> _resources = [];

    /// <summary>A load begins: what the one before did not use is forgotten.</summary>
    public void Turn()
    {
        (_layersBefore, _layers) = (_layers, new Dictionary<PolicySet, LayerProgram>(_layers.Count));
        (_resourcesBefore, _resources) = (_resources, new Dictionary<PolicySource, ResourcePolicyProgram>(_resources.Count));
    }

    /// <summary>The program of these policies; compiled when there is none yet.</summary>
    public LayerProgram LayerOf(PolicySet set, Func<PolicySet, LayerProgram> compile)
    {
        if (_layers.TryGetValue(set, out LayerProgram? program)) return program;
        if (!_layersBefore.TryGetValue(set, out program)) program = compile(set);
        _layers.Add(set, program);
        return program;
    }

    /// <summary>The program of a resource's policy; compiled when there is none yet.</summary>
    public ResourcePolicyProgram ResourceOf(PolicySource policy, Func<PolicySource, ResourcePolicyProgram> compile)
    {
        if (_resources.TryGetValue(policy, out ResourcePolicyProgram? program)) return program;
        if (!_resourcesBefore.TryGetValue(policy, out program)) program = compile(policy);
        _resources.Add(policy, program);
        return program;
    }
}

/// <summary>The same policies in the same order; documents are the same when they are the same instance.</summary>
internal readonly record struct PolicySet(PolicyLayer Layer, IReadOnlyList<NamedPolicy> Policies)
{
    public bool Equals(PolicySet other) => Layer == other.Layer && Policies.SequenceEqual(other.Policies);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Layer);
        foreach (NamedPolicy policy in Policies)
        {
            hash.Add(policy.Name, StringComparer.Ordinal);
            hash.Add(policy.Document);
        }

        return hash.ToHashCode();
    }
}
