using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Tokens.Identifiers;

namespace Authz.Tokens.Sessions;

/// <summary>Composes the payload of a session token; <see cref="SessionPayloadReader"/> reads it back.</summary>
internal static class SessionPayload
{
    public static byte[] Compose(SessionClaims claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteRegistered(writer, claims);
            WritePrincipal(writer, claims);
            WriteReach(writer, claims);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRegistered(Utf8JsonWriter writer, SessionClaims claims)
    {
        writer.WriteString(ClaimNames.Issuer, claims.Issuer);
        writer.WriteString(ClaimNames.Audience, claims.Audience);
        writer.WriteString(ClaimNames.TokenId, claims.TokenId);
        writer.WriteNumber(ClaimNames.IssuedAt, claims.IssuedAt.ToUnixTimeSeconds());
        writer.WriteNumber(ClaimNames.IssuedAtMs, claims.IssuedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber(ClaimNames.Expiration, claims.Expiration.ToUnixTimeSeconds());
        writer.WriteNumber(ClaimNames.Format, claims.FormatVersion);
    }

    private static void WritePrincipal(Utf8JsonWriter writer, SessionClaims claims)
    {
        writer.WriteString(ClaimNames.Kind, ClaimTexts.Write(claims.Kind));
        writer.WriteString(ClaimNames.AccessKeyId, claims.AccessKeyId);
        writer.WriteString(ClaimNames.AccountId, claims.AccountId);
        WriteOptional(writer, ClaimNames.RoleId, claims.RoleId);
        WriteOptional(writer, ClaimNames.RoleArn, claims.RoleArn);
        WriteOptional(writer, ClaimNames.RoleName, claims.RoleName);
        WriteOptional(writer, ClaimNames.UserId, claims.UserId);
        WriteOptional(writer, ClaimNames.UserArn, claims.UserArn);
        WriteOptional(writer, ClaimNames.ParentKeyId, claims.ParentKeyId);
        WriteOptional(writer, ClaimNames.SessionName, claims.SessionName);
        WriteOptional(writer, ClaimNames.SourceIdentity, claims.SourceIdentity);
        if (claims.MfaTime is { } mfa) writer.WriteNumber(ClaimNames.MfaTime, mfa.ToUnixTimeSeconds());
        if (claims.Provider is { } provider)
            PackedPart.WriteList(writer, ClaimNames.Provider, [provider.ProviderArn, provider.Issuer, provider.Subject, provider.Audience, .. provider.Details]);
        PackedPart.WriteList(writer, ClaimNames.Chain, ChainTexts.WriteLinks(claims.Chain));
        PackedPart.WriteList(writer, ClaimNames.ChainOwners, ChainTexts.WriteOwners(claims.Chain));
    }

    private static void WriteReach(Utf8JsonWriter writer, SessionClaims claims)
    {
        writer.WriteNumber(ClaimNames.TokenVersion, claims.TokenVersion);
        writer.WriteString(ClaimNames.IssuingEndpoint, claims.IssuingEndpoint);
        PackedPart.WriteList(writer, ClaimNames.RegionScope, claims.RegionScope);
        writer.WriteString(ClaimNames.Use, ClaimTexts.Write(claims.Use));
        var packed = PackedPart.Pack(claims.Policy, claims.PolicyArns, claims.Tags, claims.TransitiveTagKeys);
        if (packed.Length > 0)
            writer.WriteString(ClaimNames.Packed, CanonicalBase64Url.Encode(packed));
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
