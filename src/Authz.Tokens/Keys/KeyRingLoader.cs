namespace Authz.Tokens.Keys;

/// <summary>Reads the files of the listed keys and checks that they make a ring.</summary>
internal static class KeyRingLoader
{
    public static KeyRing? Load(string path, IReadOnlyList<ListedKey> entries, List<string> faults, List<string> warnings)
    {
        var keys = new List<SigningKey>();
        var secrets = new List<SecretKey>();
        var listed = new List<ListedKey>();
        SigningKey? active = null;
        foreach (var entry in entries)
        {
            if (entry.State == KeyState.Destroyed)
            {
                WarnOfRemains(path, entry.KeyId, warnings);
                listed.Add(entry);
                continue;
            }

            var key = LoadKey(path, entry.KeyId, faults);
            var secret = LoadSecret(path, entry, key, faults);
            listed.Add(entry with { CanSign = key is { CanSign: true }, HasSecret = secret is not null });
            WarnOfPrivateHalf(path, listed[^1], warnings);
            if (key is not null)
                keys.Add(key);
            if (secret is not null)
                secrets.Add(secret);
            if (entry.State == KeyState.Active)
                active = key;
        }

        if (keys.Count == 0 && faults.Count == 0)
            faults.Add($"`{KeyDirectory.ManifestName}`: every key is `destroyed`, list one that verifies, or empty the directory");
        return faults.Count == 0 ? new KeyRing(active, keys, secrets, listed) : null;
    }

    private static SigningKey? LoadKey(string path, string keyId, List<string> faults)
    {
        var hasPrivate = KeyFile.Exists(path, keyId + KeyDirectory.SigningSuffix);
        var hasPublic = KeyFile.Exists(path, keyId + KeyDirectory.PublicSuffix);
        if (!hasPrivate && !hasPublic)
        {
            faults.Add($"`{keyId}{KeyDirectory.PublicSuffix}`: missing, put it or `{keyId}{KeyDirectory.SigningSuffix}` there, or set the key to `destroyed`");
            return null;
        }

        // Both are read when both are there: a public half that is not the pair's is a fault, not a surprise for the verifiers it is copied to.
        var publicKey = hasPublic ? KeyFile.ReadPublic(path, keyId, faults) : null;
        var pair = hasPrivate ? KeyFile.ReadSigning(path, keyId, faults) : null;
        return pair ?? publicKey;
    }

    private static SecretKey? LoadSecret(string path, ListedKey entry, SigningKey? key, List<string> faults)
    {
        var name = entry.KeyId + KeyDirectory.SecretSuffix;
        if (KeyFile.Exists(path, name))
            return KeyFile.ReadSecret(path, entry.KeyId, faults);
        if (entry.State == KeyState.Active && key is { CanSign: true })
            faults.Add($"`{name}`: missing, an active key signs only with its secret: put the file there, or take `{entry.KeyId}{KeyDirectory.SigningSuffix}` away to only verify");
        return null;
    }

    private static void WarnOfRemains(string path, string keyId, List<string> warnings)
    {
        foreach (var suffix in (ReadOnlySpan<string>)[KeyDirectory.SigningSuffix, KeyDirectory.SecretSuffix])
        {
            if (KeyFile.Exists(path, keyId + suffix))
                warnings.Add($"`{keyId}{suffix}`: its key is `destroyed`, delete the file");
        }
    }

    // nothing signs with it any more; `authz keys` takes the file away
    private static void WarnOfPrivateHalf(string path, ListedKey entry, List<string> warnings)
    {
        if (entry is { State: KeyState.Retiring, CanSign: true })
            warnings.Add($"`{entry.KeyId}{KeyDirectory.SigningSuffix}`: its key is `retiring` and signs no more, delete the file");
    }
}
