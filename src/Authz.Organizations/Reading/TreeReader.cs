using Authz.Organizations.Attachments;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads the root and the units below it, and remembers which accounts they list.</summary>
internal sealed class TreeReader(LoadContext context, FileText text)
{
    /// <summary>Deepest unit below the root (AWS Organizations quota).</summary>
    public const int MaxDepth = 5;

    private readonly Dictionary<AccountId, JsonNode> _listed = [];

    public OrganizationalUnit? ReadRoot(JsonNode node) => ReadUnit(JsonFields.Open(node, text, "`Root`"), "r-", 0);

    /// <summary>Reports accounts that are in the tree or on disk, but not both.</summary>
    public void CheckPlaces(JsonNode? management)
    {
        foreach ((AccountId account, JsonNode node) in _listed)
        {
            if (!context.Shelf.Accounts.Contains(account) && account.Value != management?.Text)
                text.Report(OrganizationRules.UnknownAccount, node, $"account {account} has no folder");
        }

        foreach (AccountId account in context.Shelf.Accounts)
        {
            if (_listed.ContainsKey(account)) continue;
            var path = $"accounts/{account}/account.json";
            context.Shelf.Report(OrganizationRules.AccountNotPlaced, path, $"account {account} is not in the tree");
        }

        if (management is not null && AccountId.TryParse(management.Text, out AccountId id) && !context.Shelf.Accounts.Contains(id))
            text.Report(OrganizationRules.MissingManagementAccount, management, $"the management account {id} has no folder");
    }

    private OrganizationalUnit? ReadUnit(JsonFields? fields, string prefix, int depth)
    {
        if (fields is null) return null;
        JsonNode? id = fields.Required("Id", JsonKind.String);
        if (id is not null) CheckId(id, prefix);
        var unit = new OrganizationalUnit
        {
            Id = id?.Text ?? "",
            Name = fields.Optional("Name", JsonKind.String)?.Text ?? id?.Text ?? "",
            ServiceControlPolicies = context.Policies.ServiceControls(fields),
            ResourceControlPolicies = context.Policies.ResourceControls(fields),
            Accounts = ReadAccounts(fields),
            OrganizationalUnits = ReadUnits(fields, depth),
        };
        fields.Close();
        return unit;
    }

    private List<OrganizationalUnit> ReadUnits(JsonFields fields, int depth)
    {
        var units = new List<OrganizationalUnit>();
        foreach (JsonFields child in fields.Objects("OrganizationalUnits"))
        {
            if (depth < MaxDepth)
            {
                if (ReadUnit(child, "ou-", depth + 1) is { } unit) units.Add(unit);
                continue;
            }

            text.Report(OrganizationRules.TreeTooDeep, child.Node, $"the unit lies {depth + 1} deep below the root");
        }

        return units;
    }

    private List<AccountId> ReadAccounts(JsonFields fields)
    {
        var accounts = new List<AccountId>();
        foreach (JsonNode node in fields.Items("Accounts", JsonKind.String))
        {
            if (!AccountId.TryParse(node.Text, out AccountId account))
                text.Report(OrganizationRules.InvalidAccountId, node, $"`{node.Text}` is no account id");
            else if (!_listed.TryAdd(account, node))
                text.Report(OrganizationRules.DuplicatePlacement, node, $"account {account} is in the tree twice");
            else
                accounts.Add(account);
        }

        return accounts;
    }

    private void CheckId(JsonNode id, string prefix)
    {
        if (Spelling.IsUnitId(id.Text, prefix)) context.Names.Claim("unit", id.Text, OrganizationRules.DuplicateId, id, text);
        else text.Report(OrganizationRules.InvalidUnitId, id, $"`{id.Text}` is no id beginning with `{prefix}`");
    }
}
