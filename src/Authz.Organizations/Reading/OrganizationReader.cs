using Authz.Organizations.Accounts;
using Authz.Organizations.Attachments;
using Authz.Organizations.Files;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads and checks an organization. All faults of all files are reported at once.</summary>
public static class OrganizationReader
{
    private const string FileName = "organization.json";

    /// <summary>Reads the files into an organization; never throws for what they hold.</summary>
    /// <returns>The organization, or null when any error was reported by this call.</returns>
    public static Organization? Read(OrganizationFiles files, DiagnosticList diagnostics) => Read(files, PolicyLimits.Aws, diagnostics);

    /// <summary>Reads the files into an organization whose policies may have other sizes than those of AWS.</summary>
    /// <returns>The organization, or null when any error was reported by this call.</returns>
    public static Organization? Read(OrganizationFiles files, PolicyLimits limits, DiagnosticList diagnostics) =>
        Read(files, new PolicyIntake(limits, null), diagnostics);

    /// <summary>Reads as the other overload does, without reading again what the load before has read.</summary>
    /// <param name="files">What was fetched.</param>
    /// <param name="limits">How large policies may be.</param>
    /// <param name="memory">The policies of the load before; takes those of this one.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    public static Organization? Read(OrganizationFiles files, PolicyLimits limits, PolicyMemory memory, DiagnosticList diagnostics)
    {
        memory.Begin();
        Organization? organization = Read(files, new PolicyIntake(limits, null, memory), diagnostics);
        memory.End();
        return organization;
    }

    internal static Organization? Read(OrganizationFiles files, PolicyIntake intake, DiagnosticList diagnostics)
    {
        var before = diagnostics.ErrorCount;
        foreach (Diagnostic fault in files.Faults) diagnostics.Add(fault);
        // an unreadable directory is one fault, not the absence of every file
        if (files.All.Count == 0 && files.Faults.Count > 0) return null;
        OrganizationParts? parts = ReadParts(new FileShelf(files, diagnostics, intake));
        return parts is null || diagnostics.ErrorCount > before ? null : new Organization(parts);
    }

    private static OrganizationParts? ReadParts(FileShelf shelf)
    {
        OrganizationFile? file = shelf.Of(FileSort.Organization).FirstOrDefault();
        if (file is null) shelf.Report(OrganizationRules.MissingFile, FileName, $"there is no `{FileName}`");
        JsonFields? fields = file is null ? null : shelf.ReadObject(file);
        var id = fields is null ? "" : ReadId(fields);
        JsonNode? management = fields?.Required("ManagementAccountId", JsonKind.String);
        AccountId managementId = ReadAccountId(management, fields);
        Regions.RegionCatalogue regions = fields is null ? Regions.RegionCatalogue.Aws : RegionReader.ReadCatalogue(fields);
        var context = new LoadContext(shelf, new PolicyShelf(shelf, id, managementId), regions);
        OrganizationalUnit? root = fields is null ? null : ReadTree(fields, management, context);
        fields?.Close();
        var reader = new AccountReader(context);
        List<Account> accounts = [.. shelf.Accounts.Select(reader.Read).OfType<Account>()];
        shelf.ReportUnread();
        return root is null ? null : new OrganizationParts(id, managementId, root, accounts, context.Policies.Shared) { Regions = regions };
    }

    private static string ReadId(JsonFields fields)
    {
        if (fields.Required("Id", JsonKind.String) is not { } node) return "";
        if (!Spelling.IsUnitId(node.Text, "o-"))
            fields.Report(OrganizationRules.InvalidUnitId, node, $"`{node.Text}` is no id beginning with `o-`");
        return node.Text;
    }

    private static AccountId ReadAccountId(JsonNode? node, JsonFields? fields)
    {
        AccountId account = default;
        if (node is null || AccountId.TryParse(node.Text, out account)) return account;
        fields?.Report(OrganizationRules.InvalidAccountId, node, $"`{node.Text}` is no account id");
        return default;
    }

    private static OrganizationalUnit? ReadTree(JsonFields fields, JsonNode? management, LoadContext context)
    {
        if (fields.Required("Root", JsonKind.Object) is not { } node) return null;
        var reader = new TreeReader(context, fields.Text);
        OrganizationalUnit? root = reader.ReadRoot(node);
        reader.CheckPlaces(management);
        return root;
    }
}
