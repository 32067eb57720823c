using System.Text.Json;

namespace Authz.Fuzzing.Targets;

/// <summary>
/// A scenario without the fields that <c>authz simulate</c> passes over: those it reports as unknown, and those that are null. The
/// reference refuses both. What stays is copied as written.
/// </summary>
internal static class KnownFields
{
    // a doubled member is refused wherever it stands, so such a text is not touched
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "id", "principal", "action", "resource", "principalEntity", "principalInManagementAccount", "resourceInManagementAccount",
        "resourceAccount", "context", "identityPolicies", "sessionPolicies", "permissionsBoundary", "serviceControlPolicies",
        "resourceControlPolicies", "resourcePolicy", "resourcePolicyKind", "why", "basis", "expected",
    };

    public static string Of(string scenario)
    {
        try
        {
            using var json = JsonDocument.Parse(scenario, Strict);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return scenario;
            var kept = json.RootElement.EnumerateObject().Where(IsKept);
            return $"{{{string.Join(',', kept.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}"))}}}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return scenario;
        }
    }

    private static bool IsKept(JsonProperty member) => Names.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null;
}
