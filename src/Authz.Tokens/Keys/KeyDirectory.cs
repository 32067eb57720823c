namespace Authz.Tokens.Keys;

/// <summary>
/// A directory of keys: <c>KID.signing.pem</c> (PKCS#8, private), <c>KID.public.pem</c> (verifies only), <c>KID.secret</c> (base64 of
/// 32 bytes) and the manifest <c>keys.json</c> that lists them with their states. Without a manifest there is no key.
/// </summary>
public static class KeyDirectory
{
    internal const string ManifestName = "keys.json";
    internal const string SigningSuffix = ".signing.pem";
    internal const string PublicSuffix = ".public.pem";
    internal const string SecretSuffix = ".secret";

    /// <summary>Reads the directory and reports all its faults at once. Throws nothing for what the directory holds.</summary>
    /// <param name="path">The directory; an absent one is empty.</param>
    public static KeyDirectoryResult Load(string path)
    {
        // a key may be taken on in its life meanwhile
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            var stamp = StampOf(path);
            var result = Read(path);
            if (attempt == attempts || string.Equals(stamp, StampOf(path), StringComparison.Ordinal))
                return result;
        }
    }

    /// <summary>What changes when a file of the directory does: names, lengths and times of its key files, and the manifest itself.</summary>
    public static string StampOf(string path)
    {
        try
        {
            var manifest = Path.Combine(path, ManifestName);
            var stamps = Directory.EnumerateFiles(path).Where(static f => KeyIdOf(Path.GetFileName(f)) is not null).Order(StringComparer.Ordinal)
                .Select(static f => new FileInfo(f)).Select(static f => $"{f.Name} {(f.Exists ? f.Length : 0)} {f.LastWriteTimeUtc.Ticks}");
            return string.Join('\n', stamps.Append(File.Exists(manifest) ? File.ReadAllText(manifest) : ""));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static KeyDirectoryResult Read(string path)
    {
        var faults = new List<string>();
        var warnings = new List<string>();
        if (!File.Exists(Path.Combine(path, ManifestName)))
        {
            WarnOfUnlisted(path, [], warnings);
            return new KeyDirectoryResult(null, faults, warnings);
        }

        var entries = KeyManifest.Read(path, faults);
        var ring = KeyRingLoader.Load(path, entries, faults, warnings);
        WarnOfUnlisted(path, entries, warnings);
        return new KeyDirectoryResult(ring, faults, warnings)
        {
            Destroyed = [.. entries.Where(static e => e.State == KeyState.Destroyed).Select(static e => e.KeyId)],
        };
    }

    /// <summary>
    /// Writes one new key set, active at once, unless the directory has a manifest already; then loads what is there. Never overwrites.
    /// Processes that start together end with the same one key: the manifest is created by one of them, and comes last, so that a crash
    /// leaves an empty ring and never a half one.
    /// </summary>
    /// <param name="path">The directory; created with mode 0700 when absent. Files are created with mode 0600.</param>
    /// <param name="now">The time, which the manifest notes; null: it does not.</param>
    public static KeyDirectoryResult Generate(string path, DateTimeOffset? now = null)
    {
        try
        {
            if (!File.Exists(Path.Combine(path, ManifestName)))
                KeyGeneration.WriteFirst(path, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new KeyDirectoryResult(null, [$"`{path}`: keys cannot be written ({e.Message}), make the directory writable or mount keys there"], []);
        }

        return Load(path);
    }

    private static void WarnOfUnlisted(string path, IReadOnlyList<ListedKey> entries, List<string> warnings)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var name in Directory.EnumerateFiles(path).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal))
        {
            if (KeyIdOf(name) is { } keyId && !entries.Any(e => string.Equals(e.KeyId, keyId, StringComparison.Ordinal)))
                warnings.Add($"`{name}`: not listed in `{ManifestName}`, ignored; list its key or delete the file");
        }
    }

    private static string? KeyIdOf(string name)
    {
        foreach (var suffix in (ReadOnlySpan<string>)[SigningSuffix, PublicSuffix, SecretSuffix])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return name[..^suffix.Length];
        }

        return null;
    }
}
