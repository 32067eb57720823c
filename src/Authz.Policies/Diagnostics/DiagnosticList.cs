namespace Authz.Policies.Diagnostics;

/// <summary>Collects the findings of one or several texts. Not thread-safe.</summary>
public sealed class DiagnosticList
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Number of errors so far.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>All findings by file, line, column and code, whatever the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _items.OrderBy(d => d.Source, StringComparer.Ordinal).ThenBy(d => d.Position.Line).ThenBy(d => d.Position.Column)
            .ThenBy(d => d.Rule.Code, StringComparer.Ordinal)];

    /// <summary>Adds a finding at a byte offset of a text.</summary>
    public void Add(DiagnosticRule rule, SourceText source, int offset, string message) =>
        Add(new Diagnostic(rule, source.Name, source.PositionOf(offset), message));

    /// <summary>Adds a finding.</summary>
    public void Add(Diagnostic diagnostic)
    {
        _items.Add(diagnostic);
        if (diagnostic.IsError) ErrorCount++;
    }
}
