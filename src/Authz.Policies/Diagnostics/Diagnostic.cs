namespace Authz.Policies.Diagnostics;

/// <summary>One finding in one text.</summary>
/// <param name="Rule">The catalogue entry.</param>
/// <param name="Source">Name of the text, see <see cref="SourceText.Name"/>.</param>
/// <param name="Position">Where in the text.</param>
/// <param name="Message">What is wrong here: lower case, no final period, user input in backticks.</param>
public sealed record Diagnostic(DiagnosticRule Rule, string Source, SourcePosition Position, string Message)
{
    /// <summary>Whether the text is refused because of this.</summary>
    public bool IsError => Rule.Severity == DiagnosticSeverity.Error;

    /// <summary><c>file:line:column: error AZ1000: message (remedy)</c>.</summary>
    public override string ToString() =>
        $"{Source}:{Position.Line}:{Position.Column}: {Label(Rule.Severity)} {Rule.Code}: {Message} ({Rule.Remedy})";

    private static string Label(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "suggestion",
    };
}
