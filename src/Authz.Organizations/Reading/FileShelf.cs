using Authz.Organizations.Files;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>An organization's files by what they hold, remembering which of them somebody read.</summary>
internal sealed class FileShelf
{
    private readonly OrganizationFiles _files;
    private readonly DiagnosticList _diagnostics;
    private readonly PolicyIntake _intake;
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);
    private readonly ILookup<(FileSort Sort, AccountId Account), OrganizationFile> _bySort;

    public FileShelf(OrganizationFiles files, DiagnosticList diagnostics, PolicyIntake intake)
    {
        _files = files;
        _diagnostics = diagnostics;
        _intake = intake;
        _bySort = files.All.ToLookup(file => SortAndAccount(FilePlace.Of(file.Path)));
        IEnumerable<AccountId> accounts = _bySort.Select(group => group.Key.Account).Where(id => !id.IsNone);
        Accounts = [.. accounts.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];
    }

    /// <summary>Accounts that have at least one file, by id.</summary>
    public IReadOnlyList<AccountId> Accounts { get; }

    /// <summary>Files of one sort, by path; <c>default</c> for those that belong to no account.</summary>
    public IEnumerable<OrganizationFile> Of(FileSort sort, AccountId account = default) => _bySort[(sort, account)];

    /// <summary>Reads a file as JSON; null when it is none, which is reported.</summary>
    public JsonNode? ReadJson(OrganizationFile file, out FileText text)
    {
        text = TextOf(file);
        if (!file.IsFetched) return null;
        return _intake.Trees is { } trees ? Recall(file, text, trees) : Read(text);
    }

    /// <summary>
    /// Reads a file that holds one object; null when it does not, which is reported. Its <c>$schema</c> is for editors and says nothing
    /// here.
    /// </summary>
    public JsonFields? ReadObject(OrganizationFile file)
    {
        JsonFields? fields = ReadJson(file, out FileText text) is { } root ? JsonFields.Open(root, text, "the file") : null;
        fields?.Optional("$schema", JsonKind.String);
        return fields;
    }

    /// <summary>A file that another file names, which is thereby read; null when there is none.</summary>
    public OrganizationFile? Take(string path)
    {
        _referenced.Add(path);
        return _files.Find(path);
    }

    /// <summary>Reports a fault of a path rather than of a text.</summary>
    public void Report(DiagnosticRule rule, string path, string message) =>
        _diagnostics.Add(new Diagnostic(rule, path, new SourcePosition(1, 1), message));

    /// <summary>Reports files that lie where nobody looks: what they say would silently not hold.</summary>
    public void ReportUnread()
    {
        foreach (OrganizationFile file in Of(FileSort.None))
        {
            if (!_referenced.Contains(file.Path)) Report(OrganizationRules.UnreadFile, file.Path, $"nobody reads the file `{file.Path}`");
        }
    }

    // JSON with a finding is read again, so that it is found again
    private JsonNode? Recall(OrganizationFile file, FileText text, TreeMemory trees)
    {
        var key = new TreeKey(FilePlace.Of(file.Path).Sort, ContentHash.Of(file.Content.Span));
        if (trees.Find(key) is { } known) return known;
        var before = _diagnostics.Count;
        JsonNode? root = Read(text);
        if (root is not null && _diagnostics.Count == before) trees.Keep(key, root);
        return root;
    }

    private JsonNode? Read(FileText text) => JsonTree.Read(text.Source, JsonDialect.Relaxed, _diagnostics);

    private FileText TextOf(OrganizationFile file) => new(new SourceText(file.Path, file.Content), _diagnostics, _intake);

    private static (FileSort Sort, AccountId Account) SortAndAccount(FilePlace place) => (place.Sort, place.Account);
}
