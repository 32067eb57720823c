using Authz.Organizations.Principals;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>Reads access keys, of users and of root users.</summary>
internal static class AccessKeyReader
{
    public static IReadOnlyList<AccessKey> Read(JsonFields owner, string field, LoadContext context)
    {
        var keys = new List<AccessKey>();
        foreach (JsonFields fields in owner.Objects(field))
        {
            var id = ReadId(fields, context);
            var secret = ReadSecret(fields, context);
            var status = fields.Choice("Status", "Active", "Inactive");
            fields.Accept("CreateDate");
            fields.Close();
            if (id is not null && secret is not null)
                keys.Add(new AccessKey { AccessKeyId = id, SecretAccessKey = secret, IsActive = status != "Inactive" });
        }

        return keys;
    }

    private static string? ReadId(JsonFields fields, LoadContext context)
    {
        if (fields.Required("AccessKeyId", JsonKind.String) is not { } node) return null;
        if (!UniqueId.IsAccessKey(node.Text))
        {
            // not the text: it may be a secret in the wrong place
            var fault = $"a text of {node.Text.Length} characters is no access key id beginning with `AKIA` or another four letters that name no other kind";
            fields.Report(OrganizationRules.InvalidUniqueId, node, fault);
            return null;
        }

        context.Names.Claim("access key id", node.Text, OrganizationRules.DuplicateId, node, fields.Text);
        return node.Text;
    }

    private static string? ReadSecret(JsonFields fields, LoadContext context)
    {
        if (context.References.TakeText(fields, "SecretAccessKey") is not { } secret) return null;
        if (Spelling.IsSecret(secret)) return secret;
        JsonNode place = fields.Node.Find("SecretAccessKey") ?? fields.Node.Find("SecretAccessKeyFile") ?? fields.Node;
        var length = secret.Length;
        fields.Report(OrganizationRules.InvalidSecret, place, $"the secret access key has {length} characters or one that it cannot have");
        return null;
    }
}
