namespace Authz.Policies.Diagnostics;

/// <summary>Collects the findings of one or several texts, of a flood the first ones. Not thread-safe.</summary>
public sealed class DiagnosticList
{
    /// <summary>How many errors, and how many other findings, are kept; errors beyond are counted only.</summary>
    public const int MaxKept = 1_000;

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
    public void Add(DiagnosticRule rule, SourceText source, int offset, string message)
    {
        // finding a line and column costs time in the length of the text: a hostile text with a fault in every byte must not square it
        if (Keeps(rule)) _items.Add(new Diagnostic(rule, source.Name, source.PositionOf(offset), message));
    }

    /// <summary>Adds a finding.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (Keeps(diagnostic.Rule)) _items.Add(diagnostic);
    }

    private bool Keeps(DiagnosticRule rule)
    {
        if (rule.Severity == DiagnosticSeverity.Error) return ++ErrorCount <= MaxKept;
        return _items.Count - Math.Min(ErrorCount, MaxKept) < MaxKept;
    }
}
