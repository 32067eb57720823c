using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authz.Policies.Diagnostics;

namespace Authz.Cli.Findings;

/// <summary>Writes findings as SARIF 2.1.0, which code hosts show in the lines of a change.</summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The members of the log's object: one run, with the rules that were broken.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings, string toolVersion)
    {
        string[] codes = [.. findings.Select(static f => f.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "authz");
        json.WriteString("version", toolVersion);
        json.WriteStartArray("rules");
        foreach (var code in codes) WriteRule(json, DiagnosticCatalogue.Find(code)!);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        // columns are counted in characters (section 3.14.17), as everywhere in this tool
        json.WriteString("columnKind", "unicodeCodePoints");
        json.WriteStartArray("results");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Finding finding in findings) WriteResult(json, finding, Array.BinarySearch(codes, finding.Code, StringComparer.Ordinal), seen);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter json, DiagnosticRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Code);
        WriteText(json, "shortDescription", rule.Summary);
        WriteText(json, "help", rule.Remedy);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", SeverityNames.LevelOf(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int rule, Dictionary<string, int> seen)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", SeverityNames.LevelOf(finding.Severity));
        WriteText(json, "message", $"{finding.Message} ({finding.Remedy})");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", SourceUri.Of(finding.File));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Line);
        json.WriteNumber("startColumn", finding.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("findingHash/v1", FingerprintOf(finding, seen));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // without line and file, which a log has anyway: a finding stays itself when lines are added above it or its file is moved; the same
    // finding again in one file is counted
    private static string FingerprintOf(Finding finding, Dictionary<string, int> seen)
    {
        var text = $"{finding.Code}\n{finding.Message}";
        var place = $"{finding.File}\n{text}";
        seen[place] = seen.GetValueOrDefault(place) + 1;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\n{seen[place]}")))[..16];
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
