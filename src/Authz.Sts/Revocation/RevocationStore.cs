using Authz.Tokens.Storage;

namespace Authz.Sts.Revocation;

/// <summary>What opening a store found.</summary>
/// <param name="Store">The store; null when its file cannot be read whole.</param>
/// <param name="Fault">Why not; empty when it was opened.</param>
public sealed record RevocationStoreResult(RevocationStore? Store, string Fault);

/// <summary>
/// Keeps revocations, in memory and in one file that is replaced as a whole: after a crash it holds the old list or the new one.
/// Thread-safe; readers never wait.
/// </summary>
public sealed class RevocationStore
{
    private readonly Lock _writing = new();
    private readonly TimeProvider _time;
    private readonly string? _path;
    private RevocationList _current;

    private RevocationStore(TimeProvider time, string? path, RevocationList current) => (_time, _path, _current) = (time, path, current);

    /// <summary>The cut-offs in force.</summary>
    public RevocationList Current => Volatile.Read(ref _current);

    /// <summary>A store that forgets with the process; for keys that do so too.</summary>
    public static RevocationStore InMemory(TimeProvider time) => new(time, null, RevocationList.Empty);

    /// <summary>
    /// Opens the store of a file. An absent file is an empty list; an absent folder, or a file that must not be read, is a fault: what
    /// cannot be seen may hold a cut.
    /// </summary>
    public static RevocationStoreResult Open(string path, TimeProvider time)
    {
        try
        {
            Dictionary<string, long>? roles = RevocationFile.Read(path, File.ReadAllBytes(path), out var fault);
            return roles is null
                ? new RevocationStoreResult(null, fault)
                : new RevocationStoreResult(new RevocationStore(time, path, new RevocationList(roles)), "");
        }
        catch (FileNotFoundException)
        {
            return new RevocationStoreResult(new RevocationStore(time, path, RevocationList.Empty), "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RevocationStoreResult(null, $"`{path}` cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Cuts every session of a role that was issued up to now. When this returns, the cut is on disk and in force.</summary>
    /// <param name="roleId">The role's unique id.</param>
    /// <returns>The cut-off: sessions issued before it are revoked. Never earlier than an earlier one.</returns>
    /// <exception cref="IOException">The file cannot be written; the cut is not in force.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written; the cut is not in force.</exception>
    public DateTimeOffset RevokeSessionsOf(string roleId)
    {
        lock (_writing)
        {
            RevocationList current = Current;
            // plus one: sessions issued in this very millisecond are cut too (section 6.2)
            var cutoff = Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds() + 1, current.Roles.GetValueOrDefault(roleId));
            var roles = new Dictionary<string, long>(current.Roles, StringComparer.Ordinal) { [roleId] = cutoff };
            if (_path is not null)
                DurableFile.Replace(_path, RevocationFile.Write(roles), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Volatile.Write(ref _current, new RevocationList(roles));
            return DateTimeOffset.FromUnixTimeMilliseconds(cutoff);
        }
    }
}
