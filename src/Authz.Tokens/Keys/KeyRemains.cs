using Authz.Tokens.Storage;

namespace Authz.Tokens.Keys;

/// <summary>Takes away what keys must not have in their states: private halves of those that sign no more, everything of those destroyed.</summary>
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

        if (isChanged) PosixCalls.FlushDirectory(path);
    }

    private static string[] RemovedIn(KeyState state) => state switch
    {
        KeyState.Retiring => [KeyDirectory.SigningSuffix],
        KeyState.Destroyed => [KeyDirectory.SigningSuffix, KeyDirectory.SecretSuffix, KeyDirectory.PublicSuffix],
        _ => [],
    };
}
