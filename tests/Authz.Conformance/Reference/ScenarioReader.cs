using System.Text.Json;
using Authz.Conformance.Reference.Callers;
using Authz.Conformance.Reference.Language;
using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference;

/// <summary>The scenario format of <c>authz simulate</c>. Every document is checked, also of layers that do not apply.</summary>
public static class ScenarioReader
{
    private static readonly string[] Fields =
    [
        "id", "principal", "action", "resource", "principalEntity", "principalInManagementAccount", "resourceInManagementAccount",
        "resourceAccount", "context", "identityPolicies", "sessionPolicies", "permissionsBoundary", "serviceControlPolicies",
        "resourceControlPolicies", "resourcePolicy", "resourcePolicyKind",
        /* annotations of the corpus */ "why", "rules", "basis", "expected",
    ];

    public static Scenario Read(JsonElement json)
    {
        var fields = JsonShape.Members(json);
        JsonShape.OnlyKnown(fields, Fields);
        var caller = CallerReader.Read(Required(fields, "principal"), Optional(fields, "principalEntity", JsonShape.Text));
        var resource = Required(fields, "resource");
        RefusedException.Unless(resource == "*" || ArnText.IsArn(resource), "the resource is an ARN or *");
        var kind = Kind(Optional(fields, "resourcePolicyKind", JsonShape.Text));
        return new Scenario
        {
            Caller = caller,
            Action = Action(Required(fields, "action")),
            Resource = resource,
            ResourceAccount = Owner(Optional(fields, "resourceAccount", JsonShape.Text), resource, caller),
            CallerInManagementAccount = fields.TryGetValue("principalInManagementAccount", out var c) && JsonShape.Flag(c),
            ResourceInManagementAccount = fields.TryGetValue("resourceInManagementAccount", out var r) && JsonShape.Flag(r),
            Context = fields.TryGetValue("context", out var context) ? ContextReader.Read(context) : ContextReader.Empty,
            Identity = Optional(fields, "identityPolicies", list => Policies(list, PolicyKind.Identity)) ?? [],
            Session = Optional(fields, "sessionPolicies", list => Policies(list, PolicyKind.Session)) is { Count: > 0 } some ? some : null,
            Boundary = Optional(fields, "permissionsBoundary", Boundary),
            ServiceControl = Optional(fields, "serviceControlPolicies", list => Levels(list, PolicyKind.ServiceControl)) ?? [],
            ResourceControl = Optional(fields, "resourceControlPolicies", list => Levels(list, PolicyKind.ResourceControl)) ?? [],
            ResourcePolicy = Optional(fields, "resourcePolicy", policy => PolicyReader.Read(policy, kind)),
            ResourceMustGrant = kind is PolicyKind.Trust or PolicyKind.Key,
        };
    }

    private static T? Optional<T>(Dictionary<string, JsonElement> fields, string name, Func<JsonElement, T> read)
        where T : class => fields.TryGetValue(name, out var json) ? read(json) : null;

    private static string Required(Dictionary<string, JsonElement> fields, string name)
    {
        return Optional(fields, name, JsonShape.Text) ?? throw new RefusedException($"{name} is required");
    }

    private static PolicyKind Kind(string? text)
    {
        return text switch
        {
            null or "resource" => PolicyKind.Resource,
            "trust" => PolicyKind.Trust,
            "key" => PolicyKind.Key,
            _ => throw new RefusedException("unknown resourcePolicyKind"),
        };
    }

    private static string Action(string text)
    {
        var parts = text.Split(':');
        RefusedException.Unless(parts.Length == 2 && parts.All(part => part.Length > 0), "an action is prefix:name");
        return text;
    }

    private static string? Owner(string? stated, string resource, Caller caller)
    {
        RefusedException.Unless(stated is null || PrincipalArn.IsAccountId(stated), "an account has twelve digits");
        var written = resource == "*" ? "" : resource.Split(':', 6)[4];
        return stated ?? (PrincipalArn.IsAccountId(written) ? written : caller.Account);
    }

    private static List<Policy> Policies(JsonElement json, PolicyKind kind)
    {
        return JsonShape.Array(json).Select(policy => PolicyReader.Read(policy, kind)).ToList();
    }

    private static List<Policy> Boundary(JsonElement json)
    {
        return json.ValueKind == JsonValueKind.Array
            ? Policies(json, PolicyKind.Boundary)
            : [PolicyReader.Read(json, PolicyKind.Boundary)];
    }

    private static List<List<Policy>> Levels(JsonElement json, PolicyKind kind)
    {
        return JsonShape.Array(json).Select(level => Policies(level, kind)).ToList();
    }
}
