using System.Globalization;
using Authz.Cli.Issuing;
using Authz.Cli.Output;

namespace Authz.Cli.Inspection;

/// <summary>Explains a token to a human.</summary>
internal static class InspectionReport
{
    private const int Width = 18;

    public static void Write(InspectedToken token, TokenProof proof, DateTimeOffset now, TextWriter output)
    {
        var text = new FieldText(output, Width);
        text.Add("signature", Explain(proof));
        WriteIdentity(token, text);
        WriteReach(token, now, text);
        WriteSession(token, text);
    }

    /// <summary>UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteIdentity(InspectedToken token, FieldText text) => text
        .Add("kind", ExplainKind(token.Kind))
        .Add("account", token.Account)
        .Add("role", token.RoleArn)
        .Add("role id", token.RoleId)
        .Add("user", token.UserArn)
        .Add("user id", token.UserId)
        .Add("asked by key", token.ParentKeyId)
        .Add(token.Kind == "federated" ? "federated user" : "session name", token.SessionName)
        .Add("mfa", token.MfaTime is { } mfa ? $"used {Time(mfa)}" : null)
        .Add("vouched for by", token.Provider.Count == 0 ? null : token.Provider[0])
        .Add("subject", token.Provider.Count == 0 ? null : $"{token.Provider[2]} of {token.Provider[1]}")
        .Add("source identity", token.SourceIdentity)
        .Add("access key id", token.AccessKeyId)
        .Add("token id", token.TokenId)
        .Add("issuer", token.Issuer)
        .Add("key id", token.KeyId);

    private static string ExplainKind(string kind) => kind switch
    {
        "role" => "role session",
        "user" => "session of a user",
        "root" => "session of an account's root",
        "federated" => "session of a federated user",
        _ => $"{kind} (not known to this tool)",
    };

    private static void WriteReach(InspectedToken token, DateTimeOffset now, FieldText text) => text
        .Add("issued", Time(token.IssuedAt))
        .Add("expiration", $"{Time(token.Expiration)} ({(now >= token.Expiration ? "expired" : $"{Rest(token.Expiration - now)} left")})")
        .Add("version", TokenVersions.Explain(token.Version))
        .Add("issuing endpoint", token.IssuingEndpoint)
        .Add("region scope", token.RegionScope.Count == 0 ? "not narrowed" : string.Join(", ", token.RegionScope))
        .Add("use", CredentialUses.Explain(token.Use));

    private static void WriteSession(InspectedToken token, FieldText text) => text
        .Add("tags", token.Packed.Tags.Select(tag => $"{tag.Key}={tag.Value}{(IsTransitive(token, tag.Key) ? " (transitive)" : "")}"))
        .Add("chained from", token.Chain.Select(link => $"{link.RoleId}, issued {Time(link.IssuedAt)}"))
        .Add("policy arns", token.Packed.PolicyArns)
        .Add("session policy", token.Packed.Policy is { } policy ? JsonText.Indent(policy) : null);

    private static bool IsTransitive(InspectedToken token, string key) =>
        token.Packed.TransitiveTagKeys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static string Rest(TimeSpan rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)rest.TotalHours}:{rest.Minutes:00}:{rest.Seconds:00}");

    private static string Explain(TokenProof proof) => proof switch
    {
        TokenProof.Verified => "verified with the key set",
        TokenProof.Wrong => "WRONG: the token is forged or damaged, believe nothing of what follows",
        TokenProof.UnknownKey => "NOT verified: the key set has no such key, what follows may be forged",
        _ => "NOT verified: what follows may be forged (verify with --jwks FILE)",
    };
}
