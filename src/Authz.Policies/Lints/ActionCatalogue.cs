using System.Collections.Frozen;
using Authz.Policies.Diagnostics;

namespace Authz.Policies.Lints;

/// <summary>The actions that exist, by service; names compare without case. Immutable.</summary>
public sealed class ActionCatalogue
{
    private readonly FrozenDictionary<string, string[]> _services;

    internal ActionCatalogue(IEnumerable<(string Service, string Action)> actions) =>
        _services = actions.GroupBy(static a => a.Service, static a => a.Action, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(static g => g.Key, static g => g.Where(static a => a.Length > 0).ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The service prefixes.</summary>
    public IEnumerable<string> Services => _services.Keys;

    /// <summary>
    /// Reads a catalogue. Lines: <c>service:Action</c>, one a line, <c>#</c> begins a comment. Or JSON: an object
    /// <c>{"service": "orders", "actions": ["GetOrder"]}</c>, an array of such objects, or JSON Lines of them; also with the names of the
    /// AWS service reference, <c>{"Name": "s3", "Actions": [{"Name": "GetObject"}]}</c>, whose other members are passed over.
    /// </summary>
    /// <returns>The catalogue, or null when an error was reported.</returns>
    public static ActionCatalogue? Read(SourceText source, DiagnosticList diagnostics)
    {
        var before = diagnostics.ErrorCount;
        List<(string Service, string Action)> actions = ActionCatalogueReader.Read(source, diagnostics);
        return diagnostics.ErrorCount > before ? null : new ActionCatalogue(actions);
    }

    /// <summary>Whether the catalogue has the service.</summary>
    public bool HasService(string service) => _services.ContainsKey(service);

    /// <summary>The names of a service's actions, without prefix; empty when the service is unknown.</summary>
    public IReadOnlyList<string> ActionsOf(string service) => _services.GetValueOrDefault(service) ?? [];
}
