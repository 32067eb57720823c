using Authz.Tokens.Storage;

namespace Authz.Tokens.Keys;

/// <summary>Takes away what must not stay: private halves of keys that sign no more, everything of those destroyed, and what was only begun.</summary>
internal static class KeyRemains
{
    public static void Remove(string path, IEnumerable<ListedKey> keys)
    {
        var isChanged = false;
        foreach (var key in keys)
        {
            foreach (var suffix in RemovedIn(key.State))
            {
                if (!KeyFile.Exists(path, key.KeyId + suffix)) continue;
                File.Delete(Path.Combine(path, key.KeyId + suffix));
                isChanged = true;
            }
        }

        // what a process that was killed had begun to write; whoever writes now holds the directory, as we do
        foreach (var begun in Directory.EnumerateFiles(path, ".*.tmp").Where(static f => IsOfKey(Path.GetFileName(f))).ToArray())
        {
            File.Delete(begun);
            isChanged = true;
        }

        if (isChanged) PosixCalls.FlushDirectory(path);
    }

    private static bool IsOfKey(string name) =>
        name.StartsWith($".{KeyDirectory.ManifestName}.", StringComparison.Ordinal)
        || name.Contains(KeyDirectory.SigningSuffix, StringComparison.Ordinal)
        || name.Contains(KeyDirectory.PublicSuffix, StringComparison.Ordinal)
        || name.Contains(KeyDirectory.SecretSuffix, StringComparison.Ordinal);

    private static string[] RemovedIn(KeyState state) => state switch
    {
        KeyState.Retiring => [KeyDirectory.SigningSuffix],
        KeyState.Destroyed => [KeyDirectory.SigningSuffix, KeyDirectory.SecretSuffix, KeyDirectory.PublicSuffix],
        _ => [],
    };
}
