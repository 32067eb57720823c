using Authz.Organizations.Attachments;
using Authz.Organizations.Files;
using Authz.Organizations.Principals;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads <c>users/*.json</c>.</summary>
internal sealed class UserReader(LoadContext context, AccountId account)
{
    private readonly PrincipalFields _principal = new(context, account, "User");

    public User? Read(OrganizationFile file)
    {
        if (context.Shelf.ReadObject(file) is not { } fields) return null;
        PrincipalIdentity? identity = _principal.ReadIdentity(fields, UniqueId.UserPrefix);
        IReadOnlyList<NamedPolicy> policies = _principal.ReadPolicies(fields);
        NamedPolicy? boundary = _principal.ReadBoundary(fields);
        var tags = TagReader.Read(fields);
        IReadOnlyList<AccessKey> keys = AccessKeyReader.Read(fields, "AccessKeys", context);
        IReadOnlyList<MfaDevice> devices = MfaDeviceReader.Read(fields, context, account);
        CheckGroups(fields);
        fields.Accept("CreateDate");
        fields.Close();
        if (identity is null) return null;
        return new User
        {
            Account = account,
            Name = identity.Name,
            UserId = identity.UniqueId,
            Path = identity.Path,
            Arn = identity.Arn,
            IdentityPolicies = policies,
            Boundary = boundary,
            Tags = tags,
            AccessKeys = keys,
            MfaDevices = devices,
        };
    }

    // a group's policies may deny: to pass over a group would open what it closes
    private static void CheckGroups(JsonFields fields)
    {
        if (fields.Optional("GroupList", JsonKind.Array) is { Items: [JsonNode first, ..] })
            fields.Report(OrganizationRules.UnsupportedGroups, first, "the user is in a group, and groups are not read");
    }
}
