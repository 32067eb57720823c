using System.Buffers;
using System.Collections.Immutable;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Documents;

/// <summary>Reads the statements of one policy.</summary>
internal sealed class StatementReader(SourceText source, PolicyKind kind, string version, DiagnosticList diagnostics, PolicyTerms terms)
{
    private static readonly SearchValues<char> SidCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private readonly PrincipalReader _principals = new(source, kind, diagnostics);
    private readonly ConditionReader _conditions = new(source, version == PolicyDocument.Version2012, diagnostics, terms);

    /// <summary>Reads one statement; null when its frame is so broken that nothing can be said of it.</summary>
    public Statement? Read(JsonNode node, int index)
    {
        if (node.Kind != JsonKind.Object)
        {
            Report(PolicyRules.NotAnObject, node, $"a statement is an object, not {node.Describe()}");
            return null;
        }

        foreach (JsonMember member in node.Members)
        {
            if (member.Name is not ("Sid" or "Effect" or "Principal" or "NotPrincipal" or "Action" or "NotAction" or "Resource"
                or "NotResource" or "Condition"))
                diagnostics.Add(PolicyRules.UnknownElement, source, member.NameOffset, $"`{member.Name}` is no element of a statement");
        }

        JsonNode? actions = OneOf(node, "Action", "NotAction", isRequired: true, out var isNotAction);
        JsonNode? resources = OneOf(node, "Resource", "NotResource", IsResourceRequired, out var isNotResource);
        CheckAllowed(isNotAction, actions, resources);
        Effect effect = ReadEffect(node);
        return new Statement
        {
            Index = index,
            Offset = node.Offset,
            Sid = ReadSid(node),
            Effect = effect,
            Principals = _principals.Read(node, effect),
            IsNotAction = isNotAction,
            Actions = actions is null ? [] : ReadActions(actions),
            IsNotResource = isNotResource,
            Resources = resources is null ? [] : ReadResources(resources),
            Conditions = node.Find("Condition") is { } condition ? _conditions.Read(condition) : [],
        };
    }

    // table 1.4: resource policies of some services leave it out
    private bool IsResourceRequired => kind is not (PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Key);

    private void CheckAllowed(bool isNotAction, JsonNode? actions, JsonNode? resources)
    {
        if (kind == PolicyKind.Trust && resources is not null)
            Report(PolicyRules.ElementNotAllowed, resources, "a trust policy is about its own role and holds no resource");
        if (kind == PolicyKind.ResourceControl && isNotAction && actions is not null)
            Report(PolicyRules.ElementNotAllowed, actions, "`NotAction` stands in a resource control policy");
    }

    private JsonNode? OneOf(JsonNode node, string name, string notName, bool isRequired, out bool isNot)
    {
        JsonNode? plain = node.Find(name);
        JsonNode? negated = node.Find(notName);
        isNot = plain is null && negated is not null;
        if (plain is not null && negated is not null)
            Report(PolicyRules.ExclusiveElements, negated, $"`{name}` and `{notName}` stand in one statement");
        if (plain is null && negated is null && isRequired)
            Report(PolicyRules.MissingElement, node, $"the statement has neither `{name}` nor `{notName}`");
        return plain ?? negated;
    }

    private string? ReadSid(JsonNode node)
    {
        if (node.Find("Sid") is not { } sid) return null;
        if (!sid.IsString)
        {
            Report(PolicyRules.InvalidSid, sid, $"`Sid` is {sid.Describe()}, not a string");
            return null;
        }

        // IAM's own console writes an empty Sid into trust policies
        if (sid.Text.Length == 0) return null;
        var isFree = kind is PolicyKind.Resource or PolicyKind.Key;
        if (!isFree && sid.Text.AsSpan().ContainsAnyExcept(SidCharacters))
            Report(PolicyRules.InvalidSid, sid, $"`{sid.Text}` has characters other than letters and digits");
        if (!_sids.Add(sid.Text)) Report(PolicyRules.InvalidSid, sid, $"`{sid.Text}` names two statements");
        return sid.Text;
    }

    private Effect ReadEffect(JsonNode node)
    {
        JsonNode? effect = node.Find("Effect");
        if (effect is null)
        {
            Report(PolicyRules.MissingElement, node, "the statement has no `Effect`");
        }
        else if (effect is { IsString: true, Text: "Allow" })
        {
            if (kind != PolicyKind.ResourceControl) return Effect.Allow;
            Report(PolicyRules.InvalidEffect, effect, "a resource control policy only denies");
        }
        else if (effect is not { IsString: true, Text: "Deny" })
        {
            Report(PolicyRules.InvalidEffect, effect, effect.IsString ? $"`Effect` is `{effect.Text}`" : $"`Effect` is {effect.Describe()}");
        }

        return Effect.Deny;
    }

    private ImmutableArray<ActionPattern> ReadActions(JsonNode node)
    {
        ReadOnlySpan<JsonNode> items = StringList.Read(in node, "action", source, diagnostics);
        var patterns = ImmutableArray.CreateBuilder<ActionPattern>(items.Length);
        foreach (JsonNode item in items)
        {
            if (!terms.TryReadAction(item.Text, out ActionPattern? pattern, out var fault))
            {
                Report(PolicyRules.InvalidAction, item, fault!);
                continue;
            }

            if (kind == PolicyKind.ResourceControl && pattern.Service.AsSpan().Trim("*?").IsEmpty)
                Report(PolicyRules.InvalidAction, item, $"`{item.Text}` has no service prefix, which a resource control policy needs");
            else if (pattern is { HasServiceWildcard: true, IsAny: false })
                Report(PolicyRules.ServiceWildcard, item, $"`{item.Text}` has a wildcard in its service prefix");
            patterns.Add(pattern);
        }

        return patterns.DrainToImmutable();
    }

    private ImmutableArray<ArnPattern> ReadResources(JsonNode node)
    {
        ReadOnlySpan<JsonNode> items = StringList.Read(in node, "resource", source, diagnostics);
        var patterns = ImmutableArray.CreateBuilder<ArnPattern>(items.Length);
        foreach (JsonNode item in items)
        {
            if (!terms.TryReadResource(item.Text, version == PolicyDocument.Version2012, out ArnPattern? pattern, out var fault))
                Report(PolicyRules.InvalidResource, item, fault!);
            else if (pattern.HasServiceWildcard) // W6
                Report(PolicyRules.InvalidResource, item, $"`{item.Text}` has a wildcard in its service");
            else
                patterns.Add(pattern);
        }

        return patterns.DrainToImmutable();
    }

    private void Report(DiagnosticRule rule, JsonNode node, string message) => diagnostics.Add(rule, source, node.Offset, message);
}
