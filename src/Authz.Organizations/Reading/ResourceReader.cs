using Authz.Organizations.Files;
using Authz.Organizations.Resources;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads <c>resources/*.json</c>.</summary>
internal sealed class ResourceReader(LoadContext context, AccountId account)
{
    public ResourceEntry? Read(OrganizationFile file)
    {
        if (context.Shelf.ReadObject(file) is not { } fields) return null;
        JsonNode? resource = fields.Required("Resource", JsonKind.String);
        JsonNode? node = fields.Any("Policy");
        PolicyDocument? policy = node is null ? null : InlinePolicies.ReadDocument(node, fields.Text, PolicyKind.Resource);
        var tags = TagReader.Read(fields);
        fields.Close();
        Arn? pattern = resource is null ? null : ReadPattern(resource, fields);
        return pattern is null ? null : new ResourceEntry { Account = account, Pattern = pattern, Policy = policy, Tags = tags };
    }

    private Arn? ReadPattern(JsonNode node, JsonFields fields)
    {
        if (!Arn.TryParse(node.Text, out Arn? pattern))
        {
            fields.Report(OrganizationRules.InvalidArn, node, $"`{node.Text}` is no ARN");
            return null;
        }

        if (!pattern.AccountId.IsNone && pattern.AccountId != account)
        {
            fields.Report(OrganizationRules.ForeignResource, node, $"`{node.Text}` belongs to account {pattern.AccountId}, not {account}");
            return null;
        }

        if (context.Names.Claim("resource", node.Text, OrganizationRules.DuplicateName, node, fields.Text)
            && context.Claims.Claim(pattern, account) is var (rival, other))
            fields.Report(OrganizationRules.ForeignResource, node, $"`{node.Text}` names resources for which account {other} speaks with `{rival}`");
        return pattern;
    }
}
