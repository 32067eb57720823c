using System.Text.Json;

namespace Authz.Cli.Findings;

/// <summary>Writes findings.</summary>
internal static class FindingReport
{
    public static void WriteText(IReadOnlyList<Finding> findings, TextWriter output)
    {
        foreach (Finding finding in findings) finding.WriteText(output);
    }

    /// <summary>The member <c>diagnostics</c> of an object.</summary>
    public static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("diagnostics");
        foreach (Finding finding in findings) finding.WriteJson(json);
        json.WriteEndArray();
    }
}
