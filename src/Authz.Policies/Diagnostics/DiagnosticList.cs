namespace Authz.Policies.Diagnostics;

/// <summary>
/// Collects the findings of one or several texts. Of a flood the first ones of every text are kept and all are counted, so that one
/// noisy text hides nothing of another. Not thread-safe.
/// </summary>
public sealed class DiagnosticList
{
    /// <summary>How many errors, and how many other findings, are kept of one text; those beyond are counted only.</summary>
    public const int MaxKept = 1_000;

    /// <summary>How many errors, and how many other findings, are kept in all.</summary>
    public const int MaxKeptInAll = 10_000;

    private readonly Func<DiagnosticRule, bool> _isSuppressed;
    private readonly List<Diagnostic> _items = [];
    private readonly Dictionary<(string Source, bool IsError), int> _kept = [];
    private readonly int[] _counts = new int[3];
    private readonly int[] _dropped = new int[3];
    private int _keptErrors;

    /// <summary>A list that takes everything.</summary>
    public DiagnosticList()
        : this(static _ => false)
    {
    }

    /// <summary>A list that leaves some findings out as if they had not been found.</summary>
    /// <param name="isSuppressed">Whether a rule is left out; errors never are.</param>
    public DiagnosticList(Func<DiagnosticRule, bool> isSuppressed) => _isSuppressed = isSuppressed;

    /// <summary>Number of findings so far, kept or not.</summary>
    public int Count => _counts[0] + _counts[1] + _counts[2];

    /// <summary>Number of errors so far, kept or not.</summary>
    public int ErrorCount => CountOf(DiagnosticSeverity.Error);

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>Number of findings that were counted and not kept.</summary>
    public int DroppedCount => _dropped.Sum();

    /// <summary>Number of findings of a severity so far, kept or not.</summary>
    public int CountOf(DiagnosticSeverity severity) => _counts[(int)severity];

    /// <summary>An empty list that leaves out what this one does.</summary>
    public DiagnosticList NewOfSameRules() => new(_isSuppressed);

    /// <summary>All findings by file, line, column and code, whatever the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _items.OrderBy(d => d.Source, StringComparer.Ordinal).ThenBy(d => d.Position.Line).ThenBy(d => d.Position.Column)
            .ThenBy(d => d.Rule.Code, StringComparer.Ordinal)];

    /// <summary>Adds a finding at a byte offset of a text.</summary>
    public void Add(DiagnosticRule rule, SourceText source, int offset, string message)
    {
        // finding a line and column costs time in the length of the text: a hostile text with a fault in every byte must not square it
        if (Keeps(rule, source.Name)) _items.Add(new Diagnostic(rule, source.Name, source.PositionOf(offset), message));
    }

    /// <summary>Adds a finding.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (Keeps(diagnostic.Rule, diagnostic.Source)) _items.Add(diagnostic);
    }

    /// <summary>Adds what another list keeps, but for what is known already, and counts what it dropped.</summary>
    /// <param name="other">The other list.</param>
    /// <param name="known">What is known; takes what is added.</param>
    public void AddNew(DiagnosticList other, ISet<Diagnostic> known)
    {
        foreach (Diagnostic finding in other.Sorted())
        {
            if (known.Add(finding)) Add(finding);
        }

        for (var i = 0; i < _dropped.Length; i++)
        {
            _counts[i] += other._dropped[i];
            _dropped[i] += other._dropped[i];
        }
    }

    private bool Keeps(DiagnosticRule rule, string source)
    {
        var isError = rule.Severity == DiagnosticSeverity.Error;
        if (!isError && _isSuppressed(rule)) return false;
        _counts[(int)rule.Severity]++;
        var ofSource = _kept.GetValueOrDefault((source, isError));
        var inAll = isError ? _keptErrors : _items.Count - _keptErrors;
        if (ofSource >= MaxKept || inAll >= MaxKeptInAll)
        {
            _dropped[(int)rule.Severity]++;
            return false;
        }

        _kept[(source, isError)] = ofSource + 1;
        if (isError) _keptErrors++;
        return true;
    }
}
