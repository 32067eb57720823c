using Authz.Organizations.Accounts;
using Authz.Organizations.Files;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads a folder <c>accounts/&lt;12 digits&gt;</c>.</summary>
internal sealed class AccountReader(LoadContext context)
{
    /// <summary>Reads all files of the account; null when <c>account.json</c> is missing or no object, which is reported.</summary>
    public Account? Read(AccountId id)
    {
        List<OrganizationFile> files = [.. context.Shelf.Of(FileSort.Account, id)];
        if (files.Count == 0)
            context.Shelf.Report(OrganizationRules.MissingFile, $"accounts/{id}/account.json", $"account {id} has no `account.json`");
        JsonFields? fields = files.Count == 0 ? null : context.Shelf.ReadObject(files[0]);
        var providers = new ProviderReader(context, id);
        foreach (OrganizationFile file in context.Shelf.Of(FileSort.Provider, id)) providers.Read(file);
        var roles = ReadAll(FileSort.Role, id, new RoleReader(context, id).Read);
        var users = ReadAll(FileSort.User, id, new UserReader(context, id).Read);
        var resources = ReadAll(FileSort.Resource, id, new ResourceReader(context, id).Read);
        if (fields is null) return null;
        var account = new Account
        {
            Id = id,
            Name = fields.Optional("Name", JsonKind.String)?.Text ?? id.ToString(),
            ServiceControlPolicies = context.Policies.ServiceControls(fields, id),
            ResourceControlPolicies = context.Policies.ResourceControls(fields),
            Regions = context.Regions,
            OptInRegions = RegionReader.ReadOptIn(fields, context.Regions),
            DeactivatedStsRegions = RegionReader.ReadDeactivated(fields, context.Regions),
            GlobalEndpointTokenVersion = fields.Choice("GlobalEndpointTokenVersion", "v1Token", "v2Token") == "v1Token" ? 1 : 2,
            RootAccessKeys = AccessKeyReader.Read(fields, "RootAccessKeys", context),
            Roles = roles,
            Users = users,
            OidcProviders = providers.Oidc,
            SamlProviders = providers.Saml,
            Resources = resources,
            Policies = context.Policies.OwnOf(id),
        };
        CheckId(fields, id);
        fields.Close();
        return account;
    }

    private List<T> ReadAll<T>(FileSort sort, AccountId id, Func<OrganizationFile, T?> read)
        where T : class
    {
        var all = new List<T>();
        foreach (OrganizationFile file in context.Shelf.Of(sort, id))
        {
            if (read(file) is { } one) all.Add(one);
        }

        return all;
    }

    private static void CheckId(JsonFields fields, AccountId id)
    {
        if (fields.Required("Id", JsonKind.String) is not { } node) return;
        if (!AccountId.IsValid(node.Text))
            fields.Report(OrganizationRules.InvalidAccountId, node, $"`{node.Text}` is no account id");
        else if (node.Text != id.Value)
            fields.Report(OrganizationRules.FolderMismatch, node, $"the account is `{node.Text}`, its folder is `{id}`");
    }
}
