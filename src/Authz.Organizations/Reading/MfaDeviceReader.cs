using Authz.Organizations.Principals;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads a user's MFA devices.</summary>
internal static class MfaDeviceReader
{
    private const int MinSeedBytes = 10;
    private const int MaxSeedCharacters = 1024;

    public static IReadOnlyList<MfaDevice> Read(JsonFields owner, LoadContext context, AccountId account)
    {
        var devices = new List<MfaDevice>();
        foreach (JsonFields fields in owner.Objects("MfaDevices"))
        {
            var serial = ReadSerialNumber(fields, context, account);
            byte[]? seed = ReadSeed(fields, context);
            fields.Accept("EnableDate", "UserName");
            fields.Close();
            if (serial is not null && seed is not null) devices.Add(new MfaDevice { SerialNumber = serial, Seed = seed });
        }

        return devices;
    }

    private static string? ReadSerialNumber(JsonFields fields, LoadContext context, AccountId account)
    {
        if (fields.Required("SerialNumber", JsonKind.String) is not { } node) return null;
        if (!Spelling.IsSerialNumber(node.Text))
        {
            fields.Report(OrganizationRules.InvalidMfaDevice, node, $"`{node.Text}` is no serial number");
            return null;
        }

        if (Arn.TryParse(node.Text, out Arn? arn) && (arn.Account != account.Value || arn.After("mfa/") is null))
        {
            fields.Report(OrganizationRules.ArnMismatch, node, $"`{node.Text}` is no ARN `arn:aws:iam::{account}:mfa/...`");
            return null;
        }

        context.Names.Claim("MFA device", node.Text, OrganizationRules.DuplicateId, node, fields.Text);
        return node.Text;
    }

    private static byte[]? ReadSeed(JsonFields fields, LoadContext context)
    {
        if (context.References.TakeText(fields, "Base32StringSeed") is not { } text) return null;
        if (text.Length <= MaxSeedCharacters && Base32.Decode(text) is { Length: >= MinSeedBytes } seed) return seed;
        JsonNode place = fields.Node.Find("Base32StringSeed") ?? fields.Node.Find("Base32StringSeedFile") ?? fields.Node;
        fields.Report(OrganizationRules.InvalidMfaDevice, place, "the seed is no base32 text of at least 10 bytes");
        return null;
    }
}
