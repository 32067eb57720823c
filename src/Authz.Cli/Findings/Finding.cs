using System.Text.Json;
using Authz.Cli.Output;
using Authz.Policies.Diagnostics;
using Wire = Authz.Protocol.V1;

namespace Authz.Cli.Findings;

/// <summary>A fault or remark, found here or by a sidecar.</summary>
internal readonly record struct Finding(
    string File, int Line, int Column, DiagnosticSeverity Severity, string Code, string Message, string Remedy)
{
    public static Finding Of(Diagnostic diagnostic, string source) => new(
        source, diagnostic.Position.Line, diagnostic.Position.Column, diagnostic.Rule.Severity, diagnostic.Rule.Code, diagnostic.Message,
        diagnostic.Rule.Remedy);

    public static Finding Of(Wire.Diagnostic diagnostic) => new(
        diagnostic.File, diagnostic.Line, diagnostic.Column, SeverityOf(diagnostic.Severity), diagnostic.Code, diagnostic.Message,
        diagnostic.Remedy);

    /// <summary><c>file:line:column: error AZ1000: message (remedy)</c>, without the parts that are not known.</summary>
    public void WriteText(TextWriter output)
    {
        var place = (File, Line) switch
        {
            ("", _) => "",
            (_, 0) => $"{File}: ",
            _ => $"{File}:{Line}:{Column}: ",
        };
        var remedy = Remedy.Length == 0 ? "" : $" ({Remedy})";
        output.WriteLine(Printable.Of($"{place}{Label} {Code}: {Message}{remedy}"));
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file", File);
        json.WriteNumber("line", Line);
        json.WriteNumber("column", Column);
        json.WriteString("severity", Label);
        json.WriteString("code", Code);
        json.WriteString("message", Message);
        json.WriteString("remedy", Remedy);
        json.WriteEndObject();
    }

    private string Label => SeverityNames.Of(Severity);

    // a severity that this tool does not know is the gravest one
    private static DiagnosticSeverity SeverityOf(Wire.Severity severity) => severity switch
    {
        Wire.Severity.Warning => DiagnosticSeverity.Warning,
        Wire.Severity.Suggestion => DiagnosticSeverity.Suggestion,
        _ => DiagnosticSeverity.Error,
    };
}
