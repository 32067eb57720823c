using Authz.Policies.Json;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>Reads the claims by which an issuer sets session tags and the source identity (STS sections 3.4, 3.5). Their form is checked here, what they hold by whoever issues.</summary>
internal static class SessionClaimReader
{
    private const string Tags = "https://aws.amazon.com/tags";
    private const string SourceIdentity = "https://aws.amazon.com/source_identity";

    /// <summary>Reads the claims.</summary>
    /// <param name="claims">The token's payload.</param>
    /// <param name="fault">What is wrong with them; empty when something is returned.</param>
    public static SessionRequests? Read(JsonNode claims, out string fault)
    {
        fault = $"its `{SourceIdentity}` is no text";
        JsonNode? source = claims.Find(SourceIdentity);
        if (source is { IsString: false }) return null;
        fault = $"its `{Tags}` is no object of `principal_tags`, each an array of one text, and `transitive_tag_keys`, an array of texts";
        var tags = new List<KeyValuePair<string, string>>();
        string[] transitive = [];
        if (claims.Find(Tags) is { } node)
        {
            if (node.Kind != JsonKind.Object || !TryReadTags(node.Find("principal_tags"), tags)
                || !TryReadKeys(node.Find("transitive_tag_keys"), out transitive))
            {
                return null;
            }
        }

        fault = "";
        return new SessionRequests { Tags = tags, TransitiveTagKeys = transitive, SourceIdentity = source?.Text };
    }

    private static bool TryReadTags(JsonNode? node, List<KeyValuePair<string, string>> tags)
    {
        if (node is null) return true;
        if (node.Kind != JsonKind.Object) return false;
        foreach (JsonMember member in node.Members)
        {
            if (member.Value is not { Kind: JsonKind.Array, Items: [{ IsString: true } value] }) return false;
            tags.Add(new KeyValuePair<string, string>(member.Name, value.Text));
        }

        return true;
    }

    private static bool TryReadKeys(JsonNode? node, out string[] keys)
    {
        keys = [];
        if (node is null or { Kind: JsonKind.Array, Items.Count: 0 }) return true;
        keys = node.Kind == JsonKind.Array ? ClaimValues.TextsOf(node) ?? [] : [];
        return keys.Length > 0;
    }
}
