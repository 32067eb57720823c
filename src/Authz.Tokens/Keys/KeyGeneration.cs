using System.Text;
using Authz.Tokens.Storage;

namespace Authz.Tokens.Keys;

/// <summary>Writes a new key set: key files first, the manifest last and exclusively.</summary>
internal static class KeyGeneration
{
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode0700 = FileMode0600 | UnixFileMode.UserExecute;

    public static void Write(string path)
    {
        CreateDirectory(path);
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
            committed = DurableFile.TryCreate(
                Path.Combine(path, KeyDirectory.ManifestName), KeyManifest.Write(key.KeyId, "active"), FileMode0600);
        }
        finally
        {
            // Another process was first, or the disk refused: these files belong to no ring.
            if (!committed)
                Array.ForEach(files, f => File.Delete(Path.Combine(path, f.Name)));
        }
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
