using Authz.Policies.Diagnostics;
using Authz.Sidecar.Reloading;

namespace Authz.Sidecar.Tests.Reloading;

public sealed class FaultTextTests
{
    [Fact]
    public void Errors_alone_are_named_and_the_rest_is_counted()
    {
        Diagnostic[] found = [Of("a", DiagnosticSeverity.Warning), Of("b"), Of("c"), Of("d")];
        Assert.Equal("AZ1 b:3: why; AZ1 c:3: why; and 6 more", FaultText.Of(found, leftOut: 5, most: 2));
        Assert.Equal("AZ1 b:3: why; AZ1 c:3: why; AZ1 d:3: why", FaultText.Of(found, leftOut: 0, most: 3));
    }

    [Fact]
    public void A_line_stays_one_line_of_bounded_length()
    {
        var text = FaultText.Of([Of("a\nb") with { Message = new string('x', 100_000) }], 0, 10);
        Assert.DoesNotContain('\n', text);
        Assert.InRange(text.Length, 160, 200);
    }

    private static Diagnostic Of(string source, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(new DiagnosticRule("AZ1", severity, "summary", "remedy"), source, new SourcePosition(3, 1), "why");
}
