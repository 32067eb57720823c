using System.Text.Json;
using Authz.Cli.Output;

namespace Authz.Cli.Inspection;

/// <summary>Explains a token to a program.</summary>
internal static class InspectionJson
{
    public static void Write(InspectedToken token, TokenProof proof, DateTimeOffset now, TextWriter output) =>
        JsonText.WriteObject(output, (token, proof, now), static (json, state) => WriteMembers(json, state.token, state.proof, state.now));

    private static void WriteMembers(Utf8JsonWriter json, InspectedToken token, TokenProof proof, DateTimeOffset now)
    {
        json.WriteString("signature", JsonNamingPolicy.CamelCase.ConvertName(proof.ToString()));
        json.WriteString("kind", token.Kind);
        json.WriteString("account", token.Account);
        json.WriteString("roleArn", token.RoleArn);
        json.WriteString("roleId", token.RoleId);
        json.WriteString("sessionName", token.SessionName);
        json.WriteString("sourceIdentity", token.SourceIdentity.Length == 0 ? null : token.SourceIdentity);
        json.WriteString("accessKeyId", token.AccessKeyId);
        json.WriteString("tokenId", token.TokenId);
        json.WriteString("issuer", token.Issuer);
        json.WriteString("keyId", token.KeyId);
        json.WriteString("issuedAt", InspectionReport.Time(token.IssuedAt));
        json.WriteString("expiration", InspectionReport.Time(token.Expiration));
        json.WriteBoolean("expired", now >= token.Expiration);
        json.WriteNumber("version", token.Version);
        json.WriteString("issuingEndpoint", token.IssuingEndpoint);
        json.WriteStrings("regionScope", token.RegionScope);
        json.WriteString("use", token.Use);
        WriteSession(json, token);
    }

    private static void WriteSession(Utf8JsonWriter json, InspectedToken token)
    {
        json.WriteStartObject("tags");
        foreach (var (key, value) in token.Packed.Tags) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStrings("transitiveTagKeys", token.Packed.TransitiveTagKeys);
        json.WriteStartArray("chain");
        foreach (var (roleId, issuedAt) in token.Chain)
        {
            json.WriteStartObject();
            json.WriteString("roleId", roleId);
            json.WriteString("issuedAt", InspectionReport.Time(issuedAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("policyArns", token.Packed.PolicyArns);
        json.WriteString("policy", token.Packed.Policy);
    }
}
