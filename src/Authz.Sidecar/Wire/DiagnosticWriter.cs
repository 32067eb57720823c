using Authz.Policies.Diagnostics;
using Authz.Protocol.V1;
using Diagnostic = Authz.Policies.Diagnostics.Diagnostic;

namespace Authz.Sidecar.Wire;

/// <summary>Writes diagnostics as messages.</summary>
internal static class DiagnosticWriter
{
    /// <summary>The messages, in the same order.</summary>
    public static IEnumerable<Protocol.V1.Diagnostic> Write(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(static d => new Protocol.V1.Diagnostic
    {
        Code = d.Rule.Code,
        Severity = d.Rule.Severity switch
        {
            DiagnosticSeverity.Error => Severity.Error,
            DiagnosticSeverity.Warning => Severity.Warning,
            _ => Severity.Suggestion,
        },
        File = d.Source,
        Line = d.Position.Line,
        Column = d.Position.Column,
        Message = d.Message,
        Remedy = d.Rule.Remedy,
    });
}
