using Authz.Policies.Diagnostics;
using Authz.Sidecar.Wire;
using Diagnostic = Authz.Policies.Diagnostics.Diagnostic;

namespace Authz.Sidecar.Tests.Wire;

public sealed class DiagnosticWriterTests
{
    public static TheoryData<DiagnosticSeverity> Severities => [.. Enum.GetValues<DiagnosticSeverity>()];

    [Theory, MemberData(nameof(Severities))]
    public void Every_severity_has_its_name_on_the_wire(DiagnosticSeverity severity)
    {
        var diagnostic = new Diagnostic(new DiagnosticRule("AZ1", severity, "summary", "remedy"), "file", default, "message");
        Protocol.V1.Diagnostic written = Assert.Single(DiagnosticWriter.Write([diagnostic]));
        Assert.Equal(severity.ToString(), written.Severity.ToString());
        Assert.Equal(("AZ1", "remedy", "file", "message"), (written.Code, written.Remedy, written.File, written.Message));
    }
}
