using Authz.Policies.Diagnostics;
using Authz.Protocol.V1;
using Google.Protobuf.Collections;
using Diagnostic = Authz.Policies.Diagnostics.Diagnostic;

namespace Authz.Sidecar.Wire;

/// <summary>Writes diagnostics as messages.</summary>
internal static class DiagnosticWriter
{
    // tag and length of one of them in its list
    private const int Overhead = 6;

    /// <summary>
    /// Writes as many as fit into an answer, in the same order. Errors before anything else: they say why nothing was published.
    /// </summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="target">Takes the messages.</param>
    /// <returns>How many were left out.</returns>
    public static int Write(IReadOnlyList<Diagnostic> diagnostics, RepeatedField<Protocol.V1.Diagnostic> target)
    {
        var written = new Protocol.V1.Diagnostic?[diagnostics.Count];
        var room = RequestLimits.DiagnosticBytes;
        Fill(isError: true);
        if (room > 0) Fill(isError: false);
        target.AddRange(written.OfType<Protocol.V1.Diagnostic>());
        return diagnostics.Count - target.Count;

        void Fill(bool isError)
        {
            for (var i = 0; i < written.Length; i++)
            {
                if (diagnostics[i].IsError != isError) continue;
                Protocol.V1.Diagnostic message = Write(diagnostics[i]);
                room -= message.CalculateSize() + Overhead;
                if (room < 0) return;
                written[i] = message;
            }
        }
    }

    private static Protocol.V1.Diagnostic Write(Diagnostic diagnostic) => new()
    {
        Code = diagnostic.Rule.Code,
        Severity = diagnostic.Rule.Severity switch
        {
            DiagnosticSeverity.Error => Severity.Error,
            DiagnosticSeverity.Warning => Severity.Warning,
            _ => Severity.Suggestion,
        },
        File = ShortText.Of(diagnostic.Source, RequestLimits.DiagnosticLength),
        Line = diagnostic.Position.Line,
        Column = diagnostic.Position.Column,
        Message = ShortText.Of(diagnostic.Message, RequestLimits.DiagnosticLength),
        Remedy = diagnostic.Rule.Remedy,
    };
}
