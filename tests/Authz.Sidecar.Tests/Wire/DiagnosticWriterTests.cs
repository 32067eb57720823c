using Authz.Policies.Diagnostics;
using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Diagnostic = Authz.Policies.Diagnostics.Diagnostic;

namespace Authz.Sidecar.Tests.Wire;

public sealed class DiagnosticWriterTests
{
    // what clients read unless told otherwise
    private const int MessageBytes = 4 << 20;

    public static TheoryData<DiagnosticSeverity> Severities => [.. Enum.GetValues<DiagnosticSeverity>()];

    [Theory, MemberData(nameof(Severities))]
    public void Every_severity_has_its_name_on_the_wire(DiagnosticSeverity severity)
    {
        var response = new GetStatusResponse();
        Assert.Equal(0, DiagnosticWriter.Write([Of(severity)], response.Diagnostics));
        Protocol.V1.Diagnostic written = Assert.Single(response.Diagnostics);
        Assert.Equal(severity.ToString(), written.Severity.ToString());
        Assert.Equal(("AZ1", "remedy", "file", "message"), (written.Code, written.Remedy, written.File, written.Message));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public void A_flood_fits_into_a_message_and_what_is_left_out_is_counted(int length)
    {
        Diagnostic finding = Of(DiagnosticSeverity.Error) with { Message = new string('€', length), Source = new string('ä', length) };
        var response = new GetStatusResponse();
        var leftOut = DiagnosticWriter.Write([.. Enumerable.Repeat(finding, 20_000)], response.Diagnostics);
        Assert.InRange(response.CalculateSize(), 500_000, MessageBytes / 2);
        Assert.Equal(20_000, leftOut + response.Diagnostics.Count);
    }

    [Fact]
    public void Errors_come_before_the_rest_is_written_and_the_order_stays()
    {
        IEnumerable<Diagnostic> warnings = Enumerable.Repeat(Of(DiagnosticSeverity.Warning) with { Message = new string('x', 2000) }, 10_000);
        var response = new GetStatusResponse();
        Diagnostic error = Of(DiagnosticSeverity.Error);
        var leftOut = DiagnosticWriter.Write([error with { Source = "a" }, .. warnings, error with { Source = "z" }], response.Diagnostics);
        Assert.True(leftOut > 9_000);
        Assert.Equal(("a", "z"), (response.Diagnostics[0].File, response.Diagnostics[^1].File));
        Assert.All(response.Diagnostics.Skip(1).SkipLast(1), static d => Assert.Equal(Severity.Warning, d.Severity));
    }

    private static Diagnostic Of(DiagnosticSeverity severity) =>
        new(new DiagnosticRule("AZ1", severity, "summary", "remedy"), "file", default, "message");
}
