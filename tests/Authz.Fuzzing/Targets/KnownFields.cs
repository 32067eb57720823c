using System.Text.Json;

namespace Authz.Fuzzing.Targets;

/// <summary>
/// A scenario without the fields that <c>authz simulate</c> passes over: those it reports as unknown, and those that are null. The
/// reference refuses both. What stays is copied as written.
/// </summary>
internal static class KnownFields
{
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
            using var json = JsonDocument.Parse(scenario);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return scenario;
            JsonProperty[] members = [.. json.RootElement.EnumerateObject()];
            // two of one name are both kept, so that they are still refused
            var kept = members.Where(member => IsKept(member) || members.Count(other => other.Name == member.Name) > 1);
            return $"{{{string.Join(',', kept.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}"))}}}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return scenario;
        }
    }

    private static bool IsKept(JsonProperty member) => Names.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null;
}
