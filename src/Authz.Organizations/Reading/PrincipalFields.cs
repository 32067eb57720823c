using Authz.Organizations.Attachments;
using Authz.Organizations.Principals;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>What roles and users have in common.</summary>
/// <param name="Name">Unique in the account.</param>
/// <param name="Path">Part of the ARN.</param>
/// <param name="Arn">The whole ARN.</param>
/// <param name="UniqueId">As written or derived.</param>
internal sealed record PrincipalIdentity(string Name, string Path, Arn Arn, string UniqueId);

/// <summary>Reads what roles and users have in common. <paramref name="type"/> is <c>Role</c> or <c>User</c>.</summary>
internal sealed class PrincipalFields(LoadContext context, AccountId account, string type)
{
    /// <summary>Reads name, path, id and ARN; null when one of them is faulty, which is reported.</summary>
    public PrincipalIdentity? ReadIdentity(JsonFields fields, string idPrefix)
    {
        JsonNode? nameNode = fields.Required($"{type}Name", JsonKind.String);
        var path = ReadPath(fields);
        JsonNode? idNode = fields.Optional($"{type}Id", JsonKind.String);
        JsonNode? arnNode = fields.Optional("Arn", JsonKind.String);
        if (nameNode is null || path is null) return null;
        var name = nameNode.Text;
        if (!Spelling.IsName(name, 64))
        {
            fields.Report(OrganizationRules.InvalidName, nameNode, $"`{name}` is no name of a {Kind}");
            return null;
        }

        var isFirst = context.Names.Claim(
            $"{Kind} of {account}", name.ToUpperInvariant(), OrganizationRules.DuplicateName, nameNode, fields.Text);
        var uniqueId = ReadId(fields, idNode, idPrefix) ?? UniqueId.Derive(idPrefix, account, path, name);
        // the same name derives the same id: one fault, not two
        if (isFirst || idNode is not null)
            context.Names.Claim($"{Kind} id", uniqueId, OrganizationRules.DuplicateId, idNode ?? nameNode, fields.Text);
        var arn = ArnOf(path, name);
        if (arnNode is not null && arnNode.Text != arn.Text)
            fields.Report(OrganizationRules.ArnMismatch, arnNode, $"`Arn` is `{arnNode.Text}`, and follows to be `{arn.Text}`");
        return new PrincipalIdentity(name, path, arn, uniqueId);
    }

    /// <summary>Reads inline policies, then attached ones.</summary>
    public IReadOnlyList<NamedPolicy> ReadPolicies(JsonFields fields)
    {
        PolicyLimits limits = fields.Text.Intake.Limits;
        List<NamedPolicy> policies = InlinePolicies.Read(fields, $"{type}PolicyList", PolicyLimit.Find($"{type}InlineCharacters")!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonFields attachment in fields.Objects("AttachedManagedPolicies"))
        {
            attachment.Optional("PolicyName", JsonKind.String);
            JsonNode? arn = attachment.Required("PolicyArn", JsonKind.String);
            attachment.Close();
            if (arn is null) continue;
            if (!seen.Add(arn.Text))
                attachment.Report(OrganizationRules.DuplicateEntry, arn, $"`{arn.Text}` is attached twice");
            else if (context.Policies.Managed(arn, fields.Text, account, PolicyKind.Identity) is { } policy)
                policies.Add(policy);
        }

        CheckCount(seen.Count, limits, fields);
        return policies;
    }

    /// <summary>Reads the permissions boundary; null when there is none, or a faulty one, which is reported.</summary>
    public NamedPolicy? ReadBoundary(JsonFields fields)
    {
        if (fields.Optional("PermissionsBoundary", JsonKind.Object) is not { } node) return null;
        JsonFields boundary = JsonFields.Open(node, fields.Text, "`PermissionsBoundary`")!;
        // the export says `Policy`, the API reference `PermissionsBoundaryPolicy`
        boundary.Choice("PermissionsBoundaryType", "Policy", "PermissionsBoundaryPolicy");
        JsonNode? arn = boundary.Required("PermissionsBoundaryArn", JsonKind.String);
        boundary.Close();
        return arn is null ? null : context.Policies.Managed(arn, fields.Text, account, PolicyKind.Boundary);
    }

    private void CheckCount(int count, PolicyLimits limits, JsonFields fields)
    {
        (var quota, var maximum, var name) = type == "Role"
            ? (limits.ManagedPoliciesPerRole, limits.ManagedPoliciesPerRoleMaximum, nameof(limits.ManagedPoliciesPerRole))
            : (limits.ManagedPoliciesPerUser, limits.ManagedPoliciesPerUserMaximum, nameof(limits.ManagedPoliciesPerUser));
        if (count <= Math.Min(quota, maximum)) return;
        (DiagnosticRule rule, var limit, var suffix) = count > maximum
            ? (OrganizationRules.TooManyManagedPolicies, maximum, "Maximum") : (OrganizationRules.ManyManagedPolicies, quota, "");
        fields.Report(rule, fields.Node.Find("AttachedManagedPolicies")!,
            $"{count} managed policies are attached, the limit `{name}{suffix}` is {limit}");
    }

    private string Kind => type.ToLowerInvariant();

    private Arn ArnOf(string path, string name) =>
        Arn.TryParse($"arn:aws:iam::{account}:{Kind}{path}{name}", out Arn? arn)
            ? arn
            : throw new InvalidOperationException("a checked name makes no ARN");

    private static string? ReadPath(JsonFields fields)
    {
        if (fields.Any("Path") is null) return "/";
        if (fields.Optional("Path", JsonKind.String) is not { } node) return null;
        if (Spelling.IsPath(node.Text)) return node.Text;
        fields.Report(OrganizationRules.InvalidPath, node, $"`{node.Text}` is no path");
        return null;
    }

    private static string? ReadId(JsonFields fields, JsonNode? node, string prefix)
    {
        if (node is null || UniqueId.IsValid(node.Text, prefix)) return node?.Text;
        fields.Report(OrganizationRules.InvalidUniqueId, node, $"`{node.Text}` is no id beginning with `{prefix}`");
        return null;
    }
}
