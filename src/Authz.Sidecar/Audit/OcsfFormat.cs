using System.Text.Json;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Audit;

/// <summary>
/// Records as events of the Open Cybersecurity Schema Framework 1.5: decisions are of class API Activity (6003), credentials that were issued or
/// refused of class Authentication (3002), activity Authentication Ticket. What the classes have no attribute for stands in <c>unmapped</c>.
/// </summary>
internal sealed class OcsfFormat(FieldGuard guard) : RecordFormat(guard)
{
    private const int ApiActivity = 6003, Authentication = 3002;
    private const int Other = 99, Ticket = 3;
    private const int Informational = 1, Medium = 3;
    private const int Success = 1, Failure = 2;

    /// <inheritdoc/>
    protected override void Write(DecisionRecord record, Utf8JsonWriter json)
    {
        Begin(json, ApiActivity, Other, record.At, record.Id.ToString(), record.IsAllowed);
        json.WriteString("activity_name", "Authorize");
        json.WriteString("status_code", record.Reason.ToString());
        if (Guard.IsOpen && record.Message.Length > 0) json.WriteString("status_detail", record.Message);
        json.WriteStartObject("api");
        json.WriteString("operation", record.Action);
        json.WriteStartObject("request");
        json.WriteString("uid", record.Id.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("actor");
        WriteCaller(record.Caller, json);
        json.WriteStartArray("authorizations");
        json.WriteStartObject();
        json.WriteString("decision", record.IsAllowed ? "ALLOW" : "DENY");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uid", Guard.Show(FieldGuard.Resource, record.Resource));
        json.WriteEndObject();
        json.WriteEndArray();
        WriteAddress(AddressOf(record), json);
        WriteCloud(record.Region, record.Caller?.Account, json);
        json.WriteStartObject("unmapped");
        WriteWhy(record, json);
        WriteContext(record, json);
        json.WriteString("policyRevision", record.Revision);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void Write(IssueRecord record, Utf8JsonWriter json)
    {
        Begin(json, Authentication, Ticket, record.At, record.Id.ToString(), !record.Error.IsError);
        if (record.Error.IsError) json.WriteString("status_code", record.Error.Code.ToString());
        if (Guard.IsOpen && record.Error.IsError) json.WriteString("status_detail", record.Error.Message);
        json.WriteStartObject("service");
        json.WriteString("name", record.Operation);
        json.WriteEndObject();
        json.WriteStartObject("actor");
        if (record.Claims?.Provider is { } provider)
        {
            json.WriteStartObject("user");
            json.WriteString("uid", Guard.Show(FieldGuard.Subject, provider.Subject));
            json.WriteEndObject();
            json.WriteStartObject("idp");
            json.WriteString("uid", provider.ProviderArn);
            json.WriteString("name", provider.Issuer);
            json.WriteEndObject();
        }
        else
        {
            WriteCaller(record.Caller, json);
        }

        json.WriteEndObject();
        json.WriteStartObject("user");
        json.WriteString("uid", record.SessionArn is null ? record.RoleArn : SessionArnOf(record));
        if (record.Claims is { } claims) json.WriteString("credential_uid", Guard.Show(FieldGuard.AccessKeyId, claims.AccessKeyId));
        json.WriteEndObject();
        if (record.Claims is { } issued) WriteSession(issued, json);
        WriteAddress(record.Address is { } address ? Guard.Show(FieldGuard.SourceIp, address) : null, json);
        WriteCloud(record.Region, record.Claims?.AccountId ?? record.Caller?.Account, json);
        json.WriteStartObject("unmapped");
        if (record.SessionName.Length > 0) json.WriteString("roleSessionName", Guard.Show(FieldGuard.SessionName, record.SessionName));
        if (record.DurationSeconds > 0) json.WriteNumber("durationSeconds", record.DurationSeconds);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, int ofClass, int activity, DateTimeOffset at, string id, bool isSuccess)
    {
        json.WriteNumber("category_uid", ofClass / 1000);
        json.WriteNumber("class_uid", ofClass);
        json.WriteNumber("activity_id", activity);
        json.WriteNumber("type_uid", 100 * ofClass + activity);
        json.WriteNumber("time", at.ToUnixTimeMilliseconds());
        json.WriteNumber("severity_id", isSuccess ? Informational : Medium);
        json.WriteNumber("status_id", isSuccess ? Success : Failure);
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.5.0");
        json.WriteString("uid", id);
        json.WriteStartObject("product");
        json.WriteString("name", "Authz");
        json.WriteString("vendor_name", "Authz");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteCaller(AuditCaller? known, Utf8JsonWriter json)
    {
        json.WriteStartObject("user");
        json.WriteString("type", known?.Type ?? "Unknown");
        if (known is { } caller)
        {
            json.WriteString("name", ArnOf(caller));
            json.WriteString("uid", IdOf(caller));
            if (caller.AccessKeyId is { } key) json.WriteString("credential_uid", Guard.Show(FieldGuard.AccessKeyId, key));
        }

        json.WriteEndObject();
        if (known?.Claims is { } claims) WriteSession(claims, json);
    }

    private void WriteSession(SessionClaims claims, Utf8JsonWriter json)
    {
        json.WriteStartObject("session");
        json.WriteString("uid", claims.TokenId);
        json.WriteNumber("created_time", claims.IssuedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("expiration_time", claims.Expiration.ToUnixTimeMilliseconds());
        json.WriteBoolean("is_mfa", claims.MfaTime is not null);
        json.WriteString("issuer", claims.RoleArn ?? claims.UserArn ?? claims.AccountId);
        if (claims.SourceIdentity is { } source) json.WriteString("uid_alt", Guard.Show(FieldGuard.SourceIdentity, source));
        json.WriteEndObject();
    }

    private static void WriteAddress(string? address, Utf8JsonWriter json)
    {
        json.WriteStartObject("src_endpoint");
        if (address is not null) json.WriteString("ip", address);
        json.WriteEndObject();
    }

    private static void WriteCloud(string region, string? account, Utf8JsonWriter json)
    {
        json.WriteStartObject("cloud");
        json.WriteString("provider", "Authz");
        json.WriteString("region", region);
        if (account is not null)
        {
            json.WriteStartObject("account");
            json.WriteString("uid", account);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
