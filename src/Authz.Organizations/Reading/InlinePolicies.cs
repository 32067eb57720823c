using Authz.Organizations.Attachments;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;

namespace Authz.Organizations.Reading;

/// <summary>Reads policies that stand inside another file.</summary>
internal static class InlinePolicies
{
    /// <summary>Reads <c>RolePolicyList</c> or <c>UserPolicyList</c>.</summary>
    /// <param name="owner">The role or user.</param>
    /// <param name="field">The list.</param>
    /// <param name="limit">The quota of all of them together, in characters without white space.</param>
    public static List<NamedPolicy> Read(JsonFields owner, string field, PolicyLimit limit)
    {
        var policies = new List<NamedPolicy>();
        var characters = 0;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonFields fields in owner.Objects(field))
        {
            JsonNode? name = fields.Required("PolicyName", JsonKind.String);
            PolicyDocument? document = ReadField(fields, "PolicyDocument", PolicyKind.Identity);
            fields.Close();
            if (document is not null) characters += PolicySize.WithoutWhiteSpace(fields.Node.Find("PolicyDocument")!, fields.Text.Source);
            if (name is null || !IsName(name, names, fields) || document is null) continue;
            policies.Add(new NamedPolicy(name.Text, null, document));
        }

        var most = limit.Of(owner.Text.Intake.Limits);
        if (characters > most)
        {
            owner.Report(LimitRules.InlinePoliciesLong, owner.Node.Find(field)!,
                $"the policies have {characters} characters without white space, the limit `{limit.Name}` is {most}");
        }

        return policies;
    }

    /// <summary>Reads a required field that holds a policy.</summary>
    public static PolicyDocument? ReadField(JsonFields fields, string name, PolicyKind kind)
    {
        if (fields.Any(name) is { } node) return ReadDocument(node, fields.Text, kind);
        fields.Report(OrganizationRules.MissingField, fields.Node, $"the field `{name}` is missing");
        return null;
    }

    /// <summary>Reads a policy; a string is said to be what the IAM API hands out: URL-encoded.</summary>
    public static PolicyDocument? ReadDocument(JsonNode node, FileText text, PolicyKind kind)
    {
        if (!node.IsString) return text.Intake.Read(node, text.Source, kind, text.Diagnostics);
        text.Report(OrganizationRules.EncodedPolicy, node, "the policy is a string, not an object");
        return null;
    }

    private static bool IsName(JsonNode name, HashSet<string> names, JsonFields fields)
    {
        if (!Spelling.IsName(name.Text, 128))
        {
            fields.Report(OrganizationRules.InvalidName, name, $"`{name.Text}` is no name of a policy");
            return false;
        }

        if (names.Add(name.Text)) return true;
        fields.Report(OrganizationRules.DuplicateName, name, $"the inline policy `{name.Text}` is given twice");
        return false;
    }
}
