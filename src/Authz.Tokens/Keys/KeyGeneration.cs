using System.Text;
using Authz.Tokens.Storage;

namespace Authz.Tokens.Keys;

/// <summary>Writes new key sets: key files first, the manifest last. A crash between leaves files that no manifest lists.</summary>
internal static class KeyGeneration
{
    public const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode0700 = FileMode0600 | UnixFileMode.UserExecute;

    /// <summary>Writes the first key, active at once; of several processes that do so only one lists its own.</summary>
    public static void WriteFirst(string path, DateTimeOffset? now)
    {
        CreateDirectory(path);
        WriteSet(path, keyId => DurableFile.TryCreate(
            Path.Combine(path, KeyDirectory.ManifestName), KeyManifest.Write([new ListedKey(keyId, KeyState.Active, now)]), FileMode0600));
    }

    /// <summary>Writes the files of a new key and has it listed.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="commit">Writes the manifest; false when another was first.</param>
    /// <returns>The key's id.</returns>
    public static string WriteSet(string path, Func<string, bool> commit)
    {
        var key = SigningKey.Generate();
        var secret = SecretKey.Generate(key.KeyId);
        (string Name, string Content)[] files =
        [
            (key.KeyId + KeyDirectory.SigningSuffix, key.ExportPrivatePem()),
            (key.KeyId + KeyDirectory.PublicSuffix, key.ExportPublicPem()),
            (key.KeyId + KeyDirectory.SecretSuffix, Convert.ToBase64String(secret.Bytes) + "\n"),
        ];
        var committed = false;
        try
        {
            foreach (var (name, content) in files)
                Create(Path.Combine(path, name), content);
            committed = commit(key.KeyId);
        }
        finally
        {
            // Another process was first, or the disk refused: these files belong to no ring.
            if (!committed)
                Array.ForEach(files, f => File.Delete(Path.Combine(path, f.Name)));
        }

        return key.KeyId;
    }

    private static void Create(string path, string content)
    {
        if (!DurableFile.TryCreate(path, Encoding.ASCII.GetBytes(content), FileMode0600))
            throw new IOException($"`{path}` exists already");
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, DirectoryMode0700);
    }
}
