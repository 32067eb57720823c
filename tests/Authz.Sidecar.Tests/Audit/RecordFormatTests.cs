using System.Buffers;
using System.Text;
using System.Text.Json;
using Authz.Sidecar.Audit;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sidecar.Tests.Audit;

public sealed class RecordFormatTests
{
    private static readonly (string Key, string[] Values)[] Context = [("aws:SourceIp", ["203.0.113.7"]), ("app:Set", ["a", "b\"\n"]), ("app:None", [])];

    private static readonly ProviderClaims Provider = new(
        "arn:aws:iam::111122223333:oidc-provider/oidc.example.internal/cluster", "https://oidc.example.internal/cluster", "system:serviceaccount:orders:jane", "authz");

    public static TheoryData<bool> Formats => [false, true];

    [Theory, MemberData(nameof(Formats))]
    public void Records_have_the_shape_that_is_documented(bool isOcsf)
    {
        var options = new AuditOptions { IsOcsf = isOcsf };
        AuditRecord[] records =
        [
            Records.Decision(1, AuthorizationReason.Allowed, Records.Session, context: Context), Records.Decision(2, AuthorizationReason.ExplicitDeny, Records.User, context: Context),
            Records.Decision(3, AuthorizationReason.TokenExpired), Records.Issue(), Records.Issue(StsErrorCode.AccessDenied), Records.Issue(StsErrorCode.None, Provider),
        ];
        var written = string.Concat(records.Select(r => Indented(Write(options, r))));
        var golden = RepositoryRoot.In("deploy", "examples", "decision-log", isOcsf ? "ocsf.json" : "cloudtrail.json");
        if (Environment.GetEnvironmentVariable("AUTHZ_UPDATE_GOLDEN") == "1") File.WriteAllText(golden, written);
        Assert.Equal(File.ReadAllText(golden), written);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Whatever_is_masked_or_hashed_is_not_told(bool isOcsf)
    {
        var options = new AuditOptions
        {
            IsOcsf = isOcsf,
            Masked = new HashSet<string> { FieldGuard.SessionName, FieldGuard.UserName, FieldGuard.SourceIp, FieldGuard.Resource },
            Hashed = new HashSet<string> { FieldGuard.SourceIdentity, FieldGuard.AccessKeyId, FieldGuard.Subject, "app:set" },
            HashKey = new byte[32],
        };
        AuditRecord[] records =
        [
            Records.Decision(1, AuthorizationReason.Allowed, Records.Session, context: Context), Records.Decision(2, AuthorizationReason.ExplicitDeny, Records.User, context: Context),
            Records.Issue(), Records.Issue(StsErrorCode.AccessDenied), Records.Issue(StsErrorCode.None, Provider),
        ];
        var text = string.Concat(records.Select(r => Write(options, r)));
        foreach (var hidden in (string[])["jane", "user/ana", "203.0.113.7", "198.51.100.7", "order/1", "ASIAEXAMPLE", "AKIAEXAMPLE", "\"a\""])
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        Assert.Contains("***", text, StringComparison.Ordinal);
        Assert.Contains("hmac:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_is_the_same_for_the_same_value_and_key()
    {
        string Of(byte key, string value) => new FieldGuard(new AuditOptions { Hashed = new HashSet<string> { "app:x" }, HashKey = [.. Enumerable.Repeat(key, 32)] }).Show("app:X", value);
        Assert.Equal(Of(1, "a"), Of(1, "a"));
        Assert.NotEqual(Of(1, "a"), Of(1, "b"));
        Assert.NotEqual(Of(1, "a"), Of(2, "a"));
        Assert.Equal("", Of(1, ""));
    }

    private static string Write(AuditOptions options, AuditRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordFormat.Of(options).Write(record, output);
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        // one line, and its end
        Assert.Equal(text.Length - 1, text.IndexOf('\n', StringComparison.Ordinal));
        return text;
    }

    private static string Indented(string line)
    {
        using var json = JsonDocument.Parse(line);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) json.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
