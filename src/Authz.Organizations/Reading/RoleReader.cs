using System.Globalization;
using Authz.Organizations.Attachments;
using Authz.Organizations.Files;
using Authz.Organizations.Principals;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads <c>roles/*.json</c>.</summary>
internal sealed class RoleReader(LoadContext context, AccountId account)
{
    private const int DefaultSeconds = 3600;

    private readonly PrincipalFields _principal = new(context, account, "Role");

    public Role? Read(OrganizationFile file)
    {
        if (context.Shelf.ReadObject(file) is not { } fields) return null;
        PrincipalIdentity? identity = _principal.ReadIdentity(fields, UniqueId.RolePrefix);
        PolicyDocument? trust = InlinePolicies.ReadField(fields, "AssumeRolePolicyDocument", PolicyKind.Trust);
        if (fields.Node.Find("AssumeRolePolicyDocument") is { } trustNode) fields.Text.Intake.CheckSize(trustNode, fields.Text, PolicyKind.Trust);
        TimeSpan maxSessionDuration = ReadDuration(fields);
        IReadOnlyList<NamedPolicy> policies = _principal.ReadPolicies(fields);
        NamedPolicy? boundary = _principal.ReadBoundary(fields);
        var tags = TagReader.Read(fields);
        fields.Accept("CreateDate", "Description", "InstanceProfileList", "RoleLastUsed");
        fields.Close();
        if (identity is null || trust is null) return null;
        return new Role
        {
            Account = account,
            Name = identity.Name,
            RoleId = identity.UniqueId,
            Path = identity.Path,
            Arn = identity.Arn,
            MaxSessionDuration = maxSessionDuration,
            TrustPolicy = trust,
            IdentityPolicies = policies,
            Boundary = boundary,
            Tags = tags,
        };
    }

    private static TimeSpan ReadDuration(JsonFields fields)
    {
        if (fields.Optional("MaxSessionDuration", JsonKind.Number) is not { } node) return TimeSpan.FromSeconds(DefaultSeconds);
        if (int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 3600 and <= 43200)
            return TimeSpan.FromSeconds(seconds);
        fields.Report(OrganizationRules.InvalidDuration, node, $"`MaxSessionDuration` is {node.Text}");
        return TimeSpan.FromSeconds(DefaultSeconds);
    }
}
