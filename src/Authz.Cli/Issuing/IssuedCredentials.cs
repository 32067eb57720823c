using System.Globalization;
using System.Text.Json;
using Authz.Cli.Credentials;
using Authz.Cli.Output;
using Authz.Protocol.V1;

namespace Authz.Cli.Issuing;

/// <summary>Writes issued credentials.</summary>
internal static class IssuedCredentials
{
    private const int Width = 20;

    /// <summary>Writes them in one of the formats of <c>authz token issue</c>.</summary>
    public static void Write(IssueTokenResponse response, string format, TextWriter output)
    {
        switch (format)
        {
            case OutputOption.Json: JsonText.WriteObject(output, response.Credentials, WriteProcess); break;
            case OutputOption.Env: WriteEnvironment(response.Credentials, output); break;
            // for a bearer: nothing but the token, to stand in a variable
            case OutputOption.Token: output.WriteLine(response.Credentials.SessionToken); break;
            default: WriteText(response, output); break;
        }
    }

    // the members and their spelling: docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
    private static void WriteProcess(Utf8JsonWriter json, Protocol.V1.Credentials credentials)
    {
        json.WriteNumber("Version", 1);
        json.WriteString("AccessKeyId", credentials.AccessKeyId);
        json.WriteString("SecretAccessKey", credentials.SecretAccessKey);
        json.WriteString("SessionToken", credentials.SessionToken);
        json.WriteString("Expiration", Expiration(credentials));
    }

    private static void WriteEnvironment(Protocol.V1.Credentials credentials, TextWriter output)
    {
        Export(CallerCredentials.AccessKeyIdVariable, credentials.AccessKeyId);
        Export(CallerCredentials.SecretAccessKeyVariable, credentials.SecretAccessKey);
        Export(CallerCredentials.SessionTokenVariable, credentials.SessionToken);
        Export("AWS_CREDENTIAL_EXPIRATION", Expiration(credentials));

        // in single quotes a shell takes everything literally but the quote itself
        void Export(string name, string value) =>
            output.WriteLine($"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");
    }

    private static void WriteText(IssueTokenResponse response, TextWriter output) => new FieldText(output, Width)
        .Add("assumed role", response.AssumedRoleUser?.Arn)
        .Add("assumed role id", response.AssumedRoleUser?.AssumedRoleId)
        .Add("federated user", response.FederatedUser?.Arn)
        .Add("federated user id", response.FederatedUser?.FederatedUserId)
        .Add("access key id", response.Credentials.AccessKeyId)
        .Add("secret access key", response.Credentials.SecretAccessKey)
        .Add("session token", response.Credentials.SessionToken)
        .Add("expiration", Expiration(response.Credentials))
        .Add("token version", TokenVersions.Explain(response.TokenVersion))
        .Add("region scope", response.RegionScope.Count == 0 ? "not narrowed" : string.Join(", ", response.RegionScope))
        .Add("credential use", CredentialUses.Explain(response.CredentialUse.ToString()))
        .Add("source identity", response.SourceIdentity)
        .Add("subject", response.SubjectFromWebIdentityToken)
        .Add("provider", response.Provider)
        .Add("subject", response.Subject)
        .Add("subject type", response.SubjectType)
        .Add("issuer", response.Issuer)
        .Add("name qualifier", response.NameQualifier)
        .Add("audience", response.Audience)
        .Add("packed policy size", response.HasPackedPolicySize ? $"{response.PackedPolicySize} %" : null);

    private static string Expiration(Protocol.V1.Credentials credentials) =>
        credentials.Expiration.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
