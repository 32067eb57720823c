using System.Collections.Immutable;
using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Cli.Simulation;

/// <summary>Reads scenarios. Every fault of a line is reported; a line with a fault gives no scenario.</summary>
internal sealed class ScenarioReader(SourceText source, DiagnosticList diagnostics)
{
    // fields of the scenario, and those with which test suites comment on it
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "id", "principal", "action", "resource", "principalEntity", "principalInManagementAccount", "resourceInManagementAccount",
        "resourceAccount", "context", "identityPolicies", "sessionPolicies", "permissionsBoundary", "serviceControlPolicies",
        "resourceControlPolicies", "resourcePolicy", "resourcePolicyKind", "why", "rules", "basis", "expected",
    };

    /// <summary>Names of fields that the format does not have, and that were therefore not looked at.</summary>
    public static string[] UnknownFields(JsonNode root) => [.. root.Members.Select(static m => m.Name).Where(static n => !Fields.Contains(n))];

    public Scenario? Read(JsonNode root)
    {
        if (root.Kind != JsonKind.Object)
        {
            Report(ScenarioRules.NotAnObject, root, $"a scenario is an object, not {root.Describe()}");
            return null;
        }

        var before = diagnostics.ErrorCount;
        Caller caller = ReadCaller(root);
        ActionName action = default;
        ResourceName resource = default;
        if (RequiredText(root, "action") is { } actionText && !ActionName.TryParse(actionText, out action))
            Report(ScenarioRules.InvalidAction, root.Find("action")!, $"`{actionText}` is no action");
        if (RequiredText(root, "resource") is { } resourceText && !ResourceName.TryParse(resourceText, out resource))
            Report(ScenarioRules.InvalidResource, root.Find("resource")!, $"`{resourceText}` is no resource");
        PolicyKind resourceKind = ReadResourcePolicyKind(root);
        var scenario = new Scenario
        {
            Request = new AuthorizationRequest(caller, action, resource, ReadResourceAccount(root, resource, caller), ReadContext(root))
            {
                ResourceIsInManagementAccount = ReadFlag(root, "resourceInManagementAccount"),
            },
            IdentityPolicies = ReadPolicies(Optional(root, "identityPolicies"), PolicyKind.Identity),
            Boundary = Optional(root, "permissionsBoundary") is { } boundary ? ReadPolicies(boundary, PolicyKind.Boundary) : default,
            SessionPolicies = ReadPolicies(Optional(root, "sessionPolicies"), PolicyKind.Session),
            ServiceControlPolicies = ReadLevels(root, "serviceControlPolicies", PolicyKind.ServiceControl),
            ResourceControlPolicies = ReadLevels(root, "resourceControlPolicies", PolicyKind.ResourceControl),
            ResourcePolicy = Optional(root, "resourcePolicy") is { } policy
                ? PolicyReader.Read(policy, source, resourceKind, diagnostics) : null,
            ResourcePolicyKind = resourceKind,
        };
        return diagnostics.ErrorCount > before ? null : scenario;
    }

    private Caller ReadCaller(JsonNode root)
    {
        var text = RequiredText(root, "principal");
        if (text is null) return Caller.Anonymous;
        Caller? caller = CallerReader.Read(text);
        if (caller is null)
        {
            Report(ScenarioRules.InvalidPrincipal, root.Find("principal")!, $"`{text}` is no principal");
            return Caller.Anonymous;
        }

        if (Optional(root, "principalEntity") is { } entity)
        {
            Caller? whole = entity.IsString ? CallerReader.WithEntity(caller, entity.Text) : null;
            if (whole is null) Report(ScenarioRules.InvalidEntity, entity, $"`{entity.Text}` is not behind `{text}`");
            caller = whole ?? caller;
        }

        return caller with { IsInManagementAccount = ReadFlag(root, "principalInManagementAccount") };
    }

    private AccountId ReadResourceAccount(JsonNode root, ResourceName resource, Caller caller)
    {
        if (Optional(root, "resourceAccount") is not { } node) return resource.Account.IsNone ? caller.Account : resource.Account;
        if (!node.IsString || !AccountId.TryParse(node.Text, out AccountId account))
        {
            Report(ScenarioRules.InvalidAccount, node, $"`{node.Text}` is no account id");
            return default;
        }

        return account;
    }

    private RequestContext ReadContext(JsonNode root)
    {
        JsonNode? node = Optional(root, "context");
        var context = new RequestContext(capacity: node?.Members.Count ?? 0);
        if (node is null) return context;
        if (node.Kind != JsonKind.Object) Report(ScenarioRules.WrongType, node, $"`context` is {node.Describe()}, not an object");
        foreach (JsonMember member in node.Members)
        {
            if (!context.TryAdd(member.Name, ReadValue(member)))
                diagnostics.Add(ScenarioRules.DuplicateKey, source, member.NameOffset, $"`{member.Name}` stands twice in the context");
        }

        return context;
    }

    private ContextValue ReadValue(JsonMember member)
    {
        JsonNode node = member.Value;
        IEnumerable<JsonNode> values = node.Kind == JsonKind.Array ? node.Items : [node];
        foreach (JsonNode value in values)
        {
            if (value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
                Report(ScenarioRules.WrongType, value, $"`{member.Name}` is {value.Describe()}, not a string, number, boolean or array of them");
        }

        return node.Kind == JsonKind.Array ? ContextValue.OfSet([.. node.Items.Select(static i => i.Text)]) : ContextValue.Of(node.Text);
    }

    private ImmutableArray<ImmutableArray<PolicyDocument>> ReadLevels(JsonNode root, string name, PolicyKind kind)
    {
        if (Optional(root, name) is not { } node) return default;
        if (node.Kind == JsonKind.Array && node.Items.Count > ControlLevels.Max)
        {
            Report(ScenarioRules.TooManyLevels, node, $"`{name}` has {node.Items.Count} levels, at most {ControlLevels.Max} are read");
            return default;
        }

        if (node.Kind == JsonKind.Array) return [.. node.Items.Select(level => ReadLevel(level, name, kind))];
        Report(ScenarioRules.WrongType, node, $"`{name}` is {node.Describe()}, not an array of levels");
        return default;
    }

    private ImmutableArray<PolicyDocument> ReadLevel(JsonNode level, string name, PolicyKind kind)
    {
        if (level.Kind == JsonKind.Array) return ReadPolicies(level, kind);
        Report(ScenarioRules.WrongType, level, $"a level of `{name}` is {level.Describe()}, not an array of policies");
        return [];
    }

    private ImmutableArray<PolicyDocument> ReadPolicies(JsonNode? node, PolicyKind kind)
    {
        if (node is null) return [];
        IEnumerable<JsonNode> policies = node.Kind switch
        {
            JsonKind.Array => node.Items,
            _ => [node],
        };
        if (node.Kind != JsonKind.Array && kind != PolicyKind.Boundary)
            Report(ScenarioRules.WrongType, node, $"the policies are {node.Describe()}, not an array");
        return [.. policies.Select(p => PolicyReader.Read(p, source, kind, diagnostics)).OfType<PolicyDocument>()];
    }

    private PolicyKind ReadResourcePolicyKind(JsonNode root)
    {
        if (Optional(root, "resourcePolicyKind") is not { } node) return PolicyKind.Resource;
        switch (node.IsString ? node.Text : "")
        {
            case "resource": return PolicyKind.Resource;
            case "trust": return PolicyKind.Trust;
            case "key": return PolicyKind.Key;
            default:
                Report(ScenarioRules.InvalidKind, node, $"`{node.Text}` is no kind of resource policy");
                return PolicyKind.Resource;
        }
    }

    private bool ReadFlag(JsonNode root, string name)
    {
        JsonNode? node = Optional(root, name);
        if (node is not null and not { Kind: JsonKind.True or JsonKind.False })
            Report(ScenarioRules.WrongType, node, $"`{name}` is {node.Describe()}, not a boolean");
        return node?.Kind == JsonKind.True;
    }

    private string? RequiredText(JsonNode root, string name)
    {
        if (Optional(root, name) is not { } node)
        {
            Report(ScenarioRules.MissingField, root, $"the scenario has no `{name}`");
            return null;
        }

        if (node.IsString) return node.Text;
        Report(ScenarioRules.WrongType, node, $"`{name}` is {node.Describe()}, not a string");
        return null;
    }

    // null stands for absent, as serializers write it
    private static JsonNode? Optional(JsonNode root, string name) => root.Find(name) is { Kind: not JsonKind.Null } node ? node : null;

    private void Report(DiagnosticRule rule, JsonNode node, string message) => diagnostics.Add(rule, source, node.Offset, message);
}
