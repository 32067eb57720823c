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
        json.WriteString("roleArn", OrNull(token.RoleArn));
        json.WriteString("roleId", OrNull(token.RoleId));
        json.WriteString("sessionName", OrNull(token.SessionName));
        WriteAsker(json, token);
        json.WriteString("sourceIdentity", OrNull(token.SourceIdentity));
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

    // only where there is one, as it has always been for sessions of roles
    private static void WriteAsker(Utf8JsonWriter json, InspectedToken token)
    {
        if (token.UserArn.Length > 0) json.WriteString("userArn", token.UserArn);
        if (token.UserId.Length > 0) json.WriteString("userId", token.UserId);
        if (token.ParentKeyId.Length > 0) json.WriteString("parentAccessKeyId", token.ParentKeyId);
        if (token.MfaTime is { } mfa) json.WriteString("mfaTime", InspectionReport.Time(mfa));
        if (token.Provider is not [var arn, var issuer, var subject, var audience, ..]) return;
        json.WriteStartObject("provider");
        json.WriteString("arn", arn);
        json.WriteString("issuer", issuer);
        json.WriteString("subject", subject);
        json.WriteString("audience", audience);
        json.WriteEndObject();
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

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
