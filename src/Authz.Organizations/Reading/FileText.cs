using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>A file being read, where its faults go, and who reads its policies.</summary>
internal sealed class FileText(SourceText source, DiagnosticList diagnostics, PolicyIntake intake)
{
    public SourceText Source { get; } = source;

    public DiagnosticList Diagnostics { get; } = diagnostics;

    public PolicyIntake Intake { get; } = intake;

    public string Path => Source.Name;

    public void Report(DiagnosticRule rule, JsonNode node, string message) => Diagnostics.Add(rule, Source, node.Offset, message);

    public void Report(DiagnosticRule rule, int offset, string message) => Diagnostics.Add(rule, Source, offset, message);
}
