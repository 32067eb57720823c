using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>What must be there once in an organization, and who had it first.</summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Takes a name; a second taker is reported and gives false.</summary>
    /// <param name="scope">Within which the name is unique, such as <c>role of 111122223333</c>.</param>
    /// <param name="key">The name as it compares.</param>
    /// <param name="rule">What a second taker breaks.</param>
    /// <param name="node">Where the name stands.</param>
    /// <param name="text">In which file.</param>
    public bool Claim(string scope, string key, DiagnosticRule rule, JsonNode node, FileText text)
    {
        if (_owners.TryAdd($"{scope}\n{key}", text.Path)) return true;
        var owner = _owners[$"{scope}\n{key}"];
        text.Report(rule, node, $"the {scope} `{node.Text}` is given twice, first in `{owner}`");
        return false;
    }
}
