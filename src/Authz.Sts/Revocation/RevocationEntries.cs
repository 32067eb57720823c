using System.Globalization;
using Authz.Policies.Json;

namespace Authz.Sts.Revocation;

/// <summary>Reads what the file of revocations lists. What is not exactly as it would be written is refused.</summary>
internal static class RevocationEntries
{
    /// <summary>The cuts; null when the document is no list of revocations.</summary>
    public static Dictionary<RevocationTarget, Cut>? Read(JsonNode root)
    {
        if (root is not { Members: [{ Name: "Version" } version, var list] }) return null;
        if (version.Value.Kind != JsonKind.Number || list.Value.Kind != JsonKind.Array) return null;
        var cuts = new Dictionary<RevocationTarget, Cut>();
        var isRead = (version.Value.Text, list.Name) switch
        {
            ("2", "Cuts") => list.Value.Items.TrueForAll(i => TryRead(i, cuts)),
            ("1", "Roles") => list.Value.Items.TrueForAll(i => TryReadRole(i, cuts)),
            _ => false,
        };
        return isRead ? cuts : null;
    }

    private static bool TryRead(JsonNode node, Dictionary<RevocationTarget, Cut> cuts)
    {
        if (node.Kind != JsonKind.Object || node.Members.Count != 6) return false;
        if (node.Find("Kind") is not { IsString: true } name || node.Find("Id") is not { IsString: true } id) return false;
        if (node.Find("Issuer") is not { IsString: true } issuer) return false;
        var target = new RevocationTarget(RevocationNames.Read(name.Text), id.Text, issuer.Text);
        var isWhole = target.Kind switch
        {
            RevocationKind.None => false,
            RevocationKind.Everything => id.Text.Length == 0 && issuer.Text.Length == 0,
            RevocationKind.Subject => id.Text.Length > 0 && issuer.Text.Length > 0,
            _ => id.Text.Length > 0 && issuer.Text.Length == 0,
        };
        return isWhole
            && TryReadInstant(node, "IssuedBefore", out var before)
            && TryReadInstant(node, "AncestorsBefore", out var ancestors)
            && TryReadInstant(node, "Until", out var until)
            && cuts.TryAdd(target, new Cut(before, ancestors, until));
    }

    // version 1 always followed chains
    private static bool TryReadRole(JsonNode node, Dictionary<RevocationTarget, Cut> cuts) =>
        node.Find("RoleId") is { IsString: true, Text.Length: > 0 } id
        && node.Members.Count == 2
        && TryReadInstant(node, "IssuedBefore", out var before)
        && cuts.TryAdd(RevocationTarget.OfRole(id.Text), new Cut(before, before, RevocationTime.UntilOf(before)));

    private static bool TryReadInstant(JsonNode node, string name, out long milliseconds)
    {
        milliseconds = 0;
        return node.Find(name) is { Kind: JsonKind.Number } number
            && long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds)
            && milliseconds <= Cut.Latest;
    }
}
