using Authz.Tokens.Storage;

namespace Authz.Sts.Revocation;

/// <summary>What opening a store found.</summary>
/// <param name="Store">The store; null when its file cannot be read whole.</param>
/// <param name="Fault">Why not; empty when it was opened.</param>
public sealed record RevocationStoreResult(RevocationStore? Store, string Fault);

/// <summary>
/// Keeps revocations, in memory and in one file that is replaced as a whole: after a crash it holds the old list or the new one. Processes
/// may share the file: none writes over what another wrote, and each hears of it by <see cref="Refresh"/>. A revocation is never taken back.
/// Thread-safe; readers never wait.
/// </summary>
public sealed class RevocationStore
{
    /// <summary>Default of <see cref="MaxStaleness"/>.</summary>
    public static readonly TimeSpan DefaultMaxStaleness = TimeSpan.FromSeconds(30);

    private readonly Lock _writing = new();
    private readonly TimeProvider _time;
    private readonly string? _path;
    private byte[]? _seen;
    private bool _isThere;
    private long _failingSince;
    private volatile bool _isStale;
    private RevocationList _current;

    private RevocationStore(TimeProvider time, string? path, RevocationList current) => (_time, _path, _current) = (time, path, current);

    /// <summary>
    /// How long the file may be unreadable before no session counts any more, since it may hold a cut; more than zero. Default: 30 seconds
    /// (reference section 6.3).
    /// </summary>
    public TimeSpan MaxStaleness { get; private init; } = DefaultMaxStaleness;

    /// <summary>Whether the file has been unreadable for longer than <see cref="MaxStaleness"/>.</summary>
    public bool IsStale => _isStale;

    /// <summary>The cuts in force.</summary>
    public RevocationList Current => Volatile.Read(ref _current);

    /// <summary>A store that forgets with the process; for keys that do so too.</summary>
    public static RevocationStore InMemory(TimeProvider time) => new(time, null, RevocationList.Empty);

    /// <summary>
    /// Opens the store of a file. An absent file is an empty list; an absent folder, or a file that must not be read, is a fault: what
    /// cannot be seen may hold a cut.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="maxStaleness">See <see cref="MaxStaleness"/>; null: the default.</param>
    public static RevocationStoreResult Open(string path, TimeProvider time, TimeSpan? maxStaleness = null)
    {
        var store = new RevocationStore(time, path, RevocationList.Empty) { MaxStaleness = maxStaleness ?? DefaultMaxStaleness };
        return store.Take(mayBeAbsent: true) is { } fault ? new RevocationStoreResult(null, fault) : new RevocationStoreResult(store, "");
    }

    /// <summary>Cuts every session of a role that was issued up to now, as <see cref="TryRevoke"/>.</summary>
    /// <param name="roleId">The role's unique id.</param>
    public DateTimeOffset RevokeSessionsOf(string roleId) =>
        TryRevoke(RevocationTarget.OfRole(roleId), new RevocationTerms(), out DateTimeOffset issuedBefore)
            ? issuedBefore : throw new IOException("the list of revocations is full");

    /// <summary>Cuts sessions. The cut is in force at once, and on disk when this returns.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="terms">How far.</param>
    /// <param name="issuedBefore">The instant before which sessions are cut, never earlier than an earlier one; the latest for one session.</param>
    /// <returns>False when the list is full: cut an account, or everything, instead.</returns>
    /// <exception cref="IOException">The file cannot be written, or not be read any more; the cut is not in force.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written; the cut is not in force.</exception>
    public bool TryRevoke(RevocationTarget target, RevocationTerms terms, out DateTimeOffset issuedBefore)
    {
        issuedBefore = default;
        lock (_writing)
        {
            RevocationList before = Current;
            DateTimeOffset now = _time.GetUtcNow();
            RevocationList after = before.With(target, RevocationTime.CutOf(target, terms, now), now);
            if (after.IsFull && target.Kind is not (RevocationKind.Everything or RevocationKind.SigningKey)) return false;
            Volatile.Write(ref _current, after);
            var isWritten = false;
            try
            {
                if (_path is not null) Write(after, now);
                isWritten = true;
            }
            finally
            {
                if (!isWritten) TakeBack(before);
            }

            // one that cuts nothing any more may be dropped already
            Cut cut = Current.Cuts.TryGetValue(target, out Cut held) ? held : after.Cuts[target];
            issuedBefore = DateTimeOffset.FromUnixTimeMilliseconds(cut.IssuedBefore);
            return true;
        }
    }

    /// <summary>Takes over what other processes wrote to the file.</summary>
    /// <returns>Why it cannot be read whole; null when it was, or when there is none to read.</returns>
    public string? Refresh()
    {
        if (_path is null) return null;
        lock (_writing)
        {
            var fault = Take(mayBeAbsent: !_isThere);
            if (fault is null) _failingSince = 0;
            else if (_failingSince == 0) _failingSince = _time.GetTimestamp();
            _isStale = fault is not null && _time.GetElapsedTime(_failingSince) > MaxStaleness;
            return fault;
        }
    }

    /// <summary>No session counts until a <see cref="Refresh"/> succeeds: one has not come back for too long.</summary>
    public void Lose() => _isStale = _path is not null;

    // what others wrote was taken over meanwhile: it is read once more
    private void TakeBack(RevocationList before)
    {
        Volatile.Write(ref _current, before);
        _seen = null;
    }

    private void Write(RevocationList list, DateTimeOffset now)
    {
        using var held = DirectoryLock.Take(Path.GetDirectoryName(Path.GetFullPath(_path!))!);
        // somebody may have written since we looked; an absent file is written anew from what is known
        if (Take(mayBeAbsent: true) is { } fault) throw new IOException(fault);
        list = list.With(Current.Cuts, now);
        var content = RevocationFile.Write(list.Cuts);
        DurableFile.Replace(_path!, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (_seen, _isThere) = (content, true);
        Volatile.Write(ref _current, list);
    }

    private string? Take(bool mayBeAbsent)
    {
        try
        {
            var content = File.ReadAllBytes(_path!);
            if (_seen is not null && content.AsSpan().SequenceEqual(_seen)) return null;
            if (RevocationFile.Read(_path!, content, out var fault) is not { } cuts) return fault;
            Volatile.Write(ref _current, Current.With(cuts, _time.GetUtcNow()));
            (_seen, _isThere) = (content, true);
            return null;
        }
        catch (FileNotFoundException) when (mayBeAbsent)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"`{_path}` cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }
}
