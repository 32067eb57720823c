using System.Text.Json;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Audit;

/// <summary>Records in the shape of CloudTrail's (record contents, event version 1.11), so that what reads those reads these.</summary>
internal sealed class CloudTrailFormat(FieldGuard guard) : RecordFormat(guard)
{
    private const string Version = "1.11";

    /// <inheritdoc/>
    protected override void Write(DecisionRecord record, Utf8JsonWriter json)
    {
        json.WriteString("eventVersion", Version);
        WriteCaller(record.Caller, json);
        json.WriteString("eventTime", Instant(record.At));
        json.WriteString("eventSource", "authz");
        json.WriteString("eventName", "Authorize");
        json.WriteString("awsRegion", record.Region);
        if (AddressOf(record) is { } address) json.WriteString("sourceIPAddress", address);
        if (!record.IsAllowed) json.WriteString("errorCode", record.ErrorCode == Sts.Errors.StsErrorCode.None ? "AccessDenied" : record.ErrorCode.ToString());
        if (Guard.IsOpen && record.Message.Length > 0) json.WriteString("errorMessage", record.Message);
        json.WriteStartObject("requestParameters");
        json.WriteString("action", record.Action);
        json.WriteString("resource", Guard.Show(FieldGuard.Resource, record.Resource));
        WriteContext(record, json);
        json.WriteEndObject();
        json.WriteStartObject("responseElements");
        WriteWhy(record, json);
        json.WriteEndObject();
        json.WriteStartObject("additionalEventData");
        json.WriteString("policyRevision", record.Revision);
        json.WriteEndObject();
        json.WriteString("requestID", record.Id.ToString());
        json.WriteString("eventID", record.Id.ToString());
        json.WriteBoolean("readOnly", true);
        json.WriteString("eventType", "AuthzDecision");
        json.WriteBoolean("managementEvent", false);
        if (record.Caller is { } caller) json.WriteString("recipientAccountId", caller.Account);
        json.WriteString("eventCategory", "Data");
    }

    /// <inheritdoc/>
    protected override void Write(IssueRecord record, Utf8JsonWriter json)
    {
        json.WriteString("eventVersion", Version);
        WriteCaller(record, json);
        json.WriteString("eventTime", Instant(record.At));
        json.WriteString("eventSource", "sts.authz");
        json.WriteString("eventName", record.Operation);
        json.WriteString("awsRegion", record.Region);
        if (record.Address is { } address) json.WriteString("sourceIPAddress", Guard.Show(FieldGuard.SourceIp, address));
        if (record.Error.IsError) json.WriteString("errorCode", record.Error.Code.ToString());
        if (Guard.IsOpen && record.Error.IsError) json.WriteString("errorMessage", record.Error.Message);
        json.WriteStartObject("requestParameters");
        if (record.RoleArn.Length > 0) json.WriteString("roleArn", record.RoleArn);
        if (record.SessionName.Length > 0) json.WriteString("roleSessionName", Guard.Show(FieldGuard.SessionName, record.SessionName));
        if (record.DurationSeconds > 0) json.WriteNumber("durationSeconds", record.DurationSeconds);
        json.WriteEndObject();
        if (record.Claims is { } claims)
        {
            json.WriteStartObject("responseElements");
            json.WriteStartObject("credentials");
            json.WriteString("accessKeyId", Guard.Show(FieldGuard.AccessKeyId, claims.AccessKeyId));
            json.WriteString("expiration", Instant(claims.Expiration));
            json.WriteEndObject();
            json.WriteString("arn", SessionArnOf(record));
            json.WriteNumber("tokenVersion", claims.TokenVersion);
            if (claims.SourceIdentity is { } source) json.WriteString("sourceIdentity", Guard.Show(FieldGuard.SourceIdentity, source));
            json.WriteEndObject();
            json.WriteStartObject("additionalEventData");
            json.WriteString("tokenId", claims.TokenId);
            json.WriteEndObject();
        }

        json.WriteString("requestID", record.Id.ToString());
        json.WriteString("eventID", record.Id.ToString());
        json.WriteBoolean("readOnly", true);
        json.WriteString("eventType", "AwsApiCall");
        json.WriteBoolean("managementEvent", true);
        if ((record.Claims?.AccountId ?? record.Caller?.Account) is { } account) json.WriteString("recipientAccountId", account);
        json.WriteString("eventCategory", "Management");
    }

    private void WriteCaller(IssueRecord record, Utf8JsonWriter json)
    {
        if (record.Claims?.Provider is not { } provider)
        {
            WriteCaller(record.Caller, json);
            return;
        }

        json.WriteStartObject("userIdentity");
        json.WriteString("type", provider.ProviderArn.Contains(":saml-provider/", StringComparison.Ordinal) ? "SAMLUser" : "WebIdentityUser");
        json.WriteString("principalId", $"{provider.Issuer}:{provider.Audience}:{Guard.Show(FieldGuard.Subject, provider.Subject)}");
        json.WriteString("userName", Guard.Show(FieldGuard.Subject, provider.Subject));
        json.WriteString("identityProvider", provider.ProviderArn);
        json.WriteEndObject();
    }

    private void WriteCaller(AuditCaller? known, Utf8JsonWriter json)
    {
        json.WriteStartObject("userIdentity");
        if (known is not { } caller)
        {
            json.WriteString("type", "Unknown");
            json.WriteEndObject();
            return;
        }

        json.WriteString("type", caller.Type);
        json.WriteString("principalId", IdOf(caller));
        json.WriteString("arn", ArnOf(caller));
        json.WriteString("accountId", caller.Account);
        if (caller.AccessKeyId is { } key) json.WriteString("accessKeyId", Guard.Show(FieldGuard.AccessKeyId, key));
        if (caller.Claims is { } claims) WriteSession(claims, json);
        json.WriteEndObject();
    }

    private void WriteSession(SessionClaims claims, Utf8JsonWriter json)
    {
        json.WriteStartObject("sessionContext");
        if (claims.RoleId is { } role)
        {
            json.WriteStartObject("sessionIssuer");
            json.WriteString("type", "Role");
            json.WriteString("principalId", role);
            json.WriteString("arn", claims.RoleArn);
            json.WriteString("accountId", claims.AccountId);
            json.WriteString("userName", claims.RoleName);
            json.WriteEndObject();
        }

        json.WriteStartObject("attributes");
        json.WriteString("creationDate", Instant(claims.IssuedAt));
        json.WriteString("mfaAuthenticated", claims.MfaTime is null ? "false" : "true");
        json.WriteEndObject();
        if (claims.SourceIdentity is { } source) json.WriteString("sourceIdentity", Guard.Show(FieldGuard.SourceIdentity, source));
        json.WriteEndObject();
    }
}
