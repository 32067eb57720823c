using System.Collections.Frozen;
using Authz.Organizations.Regions;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>Reads the organization's regions and the accounts' choices among them.</summary>
internal static class RegionReader
{
    // the global endpoint signs with this region, so that it cannot be left out (STS user guide)
    private const string Indispensable = "us-east-1";

    /// <summary>Reads <c>Regions</c> of <c>organization.json</c>; absent, it is the catalogue of AWS.</summary>
    public static RegionCatalogue ReadCatalogue(JsonFields organization)
    {
        if (organization.Optional("Regions", JsonKind.Object) is not { } node) return RegionCatalogue.Aws;
        JsonFields fields = JsonFields.Open(node, organization.Text, "`Regions`")!;
        List<JsonNode> enabled = Regions(fields, "EnabledByDefault");
        List<JsonNode> optIn = Regions(fields, "OptIn");
        if (enabled.Count == 0)
            fields.Report(OrganizationRules.MissingField, node, "`EnabledByDefault` lists no region");
        fields.Close();
        foreach (JsonNode region in optIn.Where(region => enabled.Exists(other => other.Text == region.Text)))
            fields.Report(OrganizationRules.InvalidRegion, region, $"`{region.Text}` stands in `EnabledByDefault` too");
        return new RegionCatalogue(enabled.Select(region => region.Text), optIn.Select(region => region.Text));
    }

    /// <summary>Reads <c>OptInRegions</c> of an account.</summary>
    public static FrozenSet<string> ReadOptIn(JsonFields account, RegionCatalogue catalogue) =>
        Chosen(account, "OptInRegions", catalogue.IsOptIn);

    /// <summary>Reads <c>DeactivatedStsRegions</c> of an account: opt-in regions and us-east-1 cannot be deactivated.</summary>
    public static FrozenSet<string> ReadDeactivated(JsonFields account, RegionCatalogue catalogue) =>
        Chosen(account, "DeactivatedStsRegions", region => catalogue.IsEnabledByDefault(region) && region != Indispensable);

    private static FrozenSet<string> Chosen(JsonFields fields, string field, Func<string, bool> isAllowed)
    {
        List<JsonNode> regions = Distinct.Items(fields, field);
        foreach (JsonNode region in regions.Where(region => !isAllowed(region.Text)))
            fields.Report(OrganizationRules.InvalidRegion, region, $"`{region.Text}` cannot stand in `{field}`");
        return regions.Select(region => region.Text).ToFrozenSet(StringComparer.Ordinal);
    }

    private static List<JsonNode> Regions(JsonFields fields, string field)
    {
        List<JsonNode> regions = Distinct.Items(fields, field);
        foreach (JsonNode region in regions.Where(region => !Spelling.IsRegion(region.Text)))
            fields.Report(OrganizationRules.InvalidRegion, region, $"`{region.Text}` is no name of a region");
        return regions;
    }
}
