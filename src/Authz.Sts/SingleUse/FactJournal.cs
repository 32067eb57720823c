using System.Text;
using Authz.Tokens.Storage;

namespace Authz.Sts.SingleUse;

/// <summary>
/// The file of used facts: a header, and a line for each use, written through before it counts. What a crash cut off has no end of line and was
/// never answered; anything else that cannot be read is damage. Not thread-safe; one process at a time.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class FactJournal(string path) : IDisposable
{
    private const int LinesBeforeRewrite = 1024;
    private const long MaximumBytes = 1L << 28;

    private FileStream? _lock;
    private FileStream? _end;
    private long _lines;

    /// <summary>Whether lines can be added; else the journal must be rewritten first.</summary>
    public bool IsWhole => _end is not null && File.Exists(path);

    /// <summary>Whether most of what the journal holds is not needed any more.</summary>
    public bool IsBloated(int needed) => _lines > LinesBeforeRewrite + 2L * needed;

    /// <summary>Reads a journal.</summary>
    /// <param name="path">The file; one that does not exist holds nothing.</param>
    /// <param name="table">Takes what it holds.</param>
    /// <returns>What is wrong with it; empty when it is whole.</returns>
    public static string Read(string path, FactTable table)
    {
        try
        {
            if (!File.Exists(path)) return Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? "" : $"`{path}` cannot be read: its folder does not exist";
            if (new FileInfo(path).Length > MaximumBytes) return $"`{path}` is larger than {MaximumBytes} bytes";
            return ReadLines(path, File.ReadAllText(path, Encoding.Latin1), table);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"`{path}` cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }

    /// <summary>Takes the journal for this process, until it ends; no other may write it.</summary>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void Take() => _lock ??= new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Writes the journal anew with just these facts; after a crash it holds the old ones or these.</summary>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written; it is as it was.</exception>
    public void Rewrite(IEnumerable<KeyValuePair<string, KnownFact>> facts)
    {
        Close();
        var text = new StringBuilder(FactLine.Header).Append('\n');
        _lines = 0;
        foreach ((var name, KnownFact fact) in facts)
        {
            text.Append(FactLine.Write(name, fact));
            _lines++;
        }

        DurableFile.Replace(path, Encoding.Latin1.GetBytes(text.ToString()), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // not FileMode.Append, which would create it anew if somebody removed it
        _end = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
        _end.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds lines, and returns when they are on disk.</summary>
    /// <exception cref="IOException">They may be there or not; the journal must be rewritten.</exception>
    public void Append(string lines, int count)
    {
        FileStream end = _end ?? throw new InvalidOperationException("the journal must be rewritten before anything is added");
        _end = null;
        try
        {
            end.Write(Encoding.Latin1.GetBytes(lines));
            end.Flush(flushToDisk: true);
            _end = end;
            _lines += count;
        }
        finally
        {
            if (_end is null) end.Dispose();
        }
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
        _lock = null;
    }

    private void Close()
    {
        _end?.Dispose();
        _end = null;
    }

    private static string ReadLines(string path, string text, FactTable table)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2 || lines[0] != FactLine.Header) return Damage(path, 1);
        // the last has no end
        for (var i = 1; i < lines.Length - 1; i++)
        {
            if (!FactLine.TryRead(lines[i], out var name, out KnownFact fact)) return Damage(path, i + 1);
            table.Add(name, fact);
        }

        return "";
    }

    private static string Damage(string path, int line) =>
        $"`{path}` is damaged at line {line}: restore it from a backup, or delete it when every code and assertion that was used has expired";
}
