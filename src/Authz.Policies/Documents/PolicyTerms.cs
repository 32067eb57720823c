using Authz.Policies.Conditions;
using Authz.Policies.Patterns;

namespace Authz.Policies.Documents;

/// <summary>
/// Patterns, keys and values that were read, each once: most policies of an organization name the same actions, keys and regions. Policies
/// that are read with the same terms share them. Not thread-safe; to be forgotten when all is read.
/// </summary>
public sealed class PolicyTerms
{
    private readonly Dictionary<string, ActionPattern> _actions = new(StringComparer.Ordinal);
    private readonly Resources _resources = new();
    private readonly Resources _resourcesWithVariables = new();
    private readonly Dictionary<string, ConditionKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Text, ConditionOperator Operator, bool Variables), ConditionValue> _values = [];
    private readonly HashSet<Condition> _conditions = new(new SameCondition());

    internal bool TryReadAction(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ActionPattern? pattern, out string? fault)
    {
        fault = null;
        if (_actions.TryGetValue(text, out pattern)) return true;
        if (!ActionPattern.TryParse(text, out pattern, out fault)) return false;
        _actions[text] = pattern;
        return true;
    }

    internal bool TryReadResource(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault)
    {
        fault = null;
        Resources known = variables ? _resourcesWithVariables : _resources;
        if (known.Patterns.TryGetValue(text, out pattern)) return true;
        if (!ArnPattern.TryParseResource(text, variables, out pattern, out fault, known.Fields)) return false;
        known.Patterns[text] = pattern;
        return true;
    }

    internal bool TryReadKey(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConditionKey? key)
    {
        if (_keys.TryGetValue(text, out key)) return true;
        if (!ConditionKey.TryParse(text, out key)) return false;
        _keys[text] = key;
        return true;
    }

    internal bool TryReadValue(
        ConditionOperator @operator, string text, bool variables,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConditionValue? value, out string? fault)
    {
        fault = null;
        if (_values.TryGetValue((text, @operator, variables), out value)) return true;
        if (!ConditionValue.TryParse(@operator, text, variables, out value, out fault)) return false;
        _values[(text, @operator, variables)] = value;
        return true;
    }

    /// <summary>The one instance of a condition whose key and values were read here.</summary>
    internal Condition Share(Condition condition)
    {
        if (_conditions.TryGetValue(condition, out Condition? same)) return same;
        _conditions.Add(condition);
        return condition;
    }

    /// <summary>Patterns of resources and their fields, read with variables or without.</summary>
    private sealed class Resources
    {
        public Dictionary<string, ArnPattern> Patterns { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Template> Fields { get; } = new(StringComparer.Ordinal);
    }

    // what was read here is the same instance where it is the same
    private sealed class SameCondition : IEqualityComparer<Condition>
    {
        public bool Equals(Condition? x, Condition? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Operator == y.Operator && ReferenceEquals(x.Key, y.Key) && AreSame(x, y));

        public int GetHashCode(Condition obj)
        {
            var hash = new HashCode();
            hash.Add(obj.Operator);
            hash.Add(obj.Key);
            foreach (ConditionValue value in obj.Values) hash.Add(value, ReferenceEqualityComparer.Instance);
            return hash.ToHashCode();
        }

        private static bool AreSame(Condition one, Condition other)
        {
            if (one.Values.Length != other.Values.Length) return false;
            for (var i = 0; i < one.Values.Length; i++)
            {
                if (!ReferenceEquals(one.Values[i], other.Values[i])) return false;
            }

            return true;
        }
    }
}
