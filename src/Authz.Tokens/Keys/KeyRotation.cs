using System.Globalization;
using Authz.Tokens.Storage;

namespace Authz.Tokens.Keys;

/// <summary>What became of a change of a key directory.</summary>
/// <param name="KeyId">The key that was changed; empty when nothing was.</param>
/// <param name="State">Its state now.</param>
/// <param name="Fault">Why nothing was changed, and how to mend it; empty when it was.</param>
public readonly record struct KeyChange(string KeyId, KeyState State, string Fault)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => Fault.Length == 0;
}

/// <summary>
/// Takes the keys of a directory through their life. Every step is one replacement of the manifest: after a crash it is done or not, and what
/// is left of a private half is taken away by the next step. Safe to call from several processes.
/// </summary>
/// <param name="path">The directory.</param>
/// <param name="times">How long keys overlap.</param>
/// <param name="time">The clock.</param>
public sealed class KeyRotation(string path, KeyTimes times, TimeProvider time)
{
    /// <summary>Adds a key: active at once when no other verifies, else <c>next</c>.</summary>
    public KeyChange Generate()
    {
        if (!File.Exists(Manifest))
        {
            var first = KeyDirectory.Generate(path, Now);
            return first.Ring?.Active is { } active ? new KeyChange(active.KeyId, KeyState.Active, "") : Refuse(string.Join("; ", first.Faults));
        }

        return Change(keys =>
        {
            var state = keys.All(static k => k.State == KeyState.Destroyed) ? KeyState.Active : KeyState.Next;
            return new KeyChange(KeyGeneration.WriteSet(path, keyId => Write([.. keys, new ListedKey(keyId, state, Now)])), state, "");
        });
    }

    /// <summary>Lets a <c>next</c> key sign. The one that signed so far retires and loses its private half.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="force">Also before verifiers can be expected to know the key.</param>
    public KeyChange Activate(string keyId, bool force) => Change(keys =>
    {
        if (Find(keys, keyId) is not { } key) return Unknown(keyId);
        if (key.State != KeyState.Next) return Refuse($"`{keyId}` is `{KeyStates.NameOf(key.State)}`: only a `next` key is activated; generate one");
        if (!KeyFile.Exists(path, keyId + KeyDirectory.SigningSuffix)) return Refuse($"`{keyId}` has no private half here: activate it where it was generated");
        if (!force && (times.ActivationOf(key) is not { } earliest || earliest > time.GetUtcNow()))
            return Refuse($"`{keyId}` may be activated {When(times.ActivationOf(key))}: verifiers must know it first; wait, or force it");
        foreach (var old in keys.Where(static k => k.State == KeyState.Active)) KeepPublic(old.KeyId);
        Write([.. keys.Select(k => k.KeyId == keyId ? To(k, KeyState.Active) : k.State == KeyState.Active ? To(k, KeyState.Retiring) : k)]);
        return new KeyChange(keyId, KeyState.Active, "");
    });

    /// <summary>
    /// Takes a key one step on to its end: an active one retires, so that nothing signs until another is activated; a retiring one is
    /// destroyed once the last session that it signed has ended; a <c>next</c> one, which signed nothing, is destroyed.
    /// </summary>
    /// <param name="keyId">The key.</param>
    /// <param name="force">Also an active key that has no successor.</param>
    public KeyChange Retire(string keyId, bool force) => Change(keys =>
    {
        if (Find(keys, keyId) is not { } key) return Unknown(keyId);
        if (key.State == KeyState.Destroyed) return Refuse($"`{keyId}` is `destroyed` already");
        if (key.State == KeyState.Active && !force) return Refuse($"`{keyId}` signs, and nothing would sign without it: activate its successor, which retires it, or force it");
        if (key.State == KeyState.Retiring && (times.DestructionOf(key) is not { } earliest || earliest > time.GetUtcNow()))
            return Refuse($"`{keyId}` may be destroyed {When(times.DestructionOf(key))}: sessions that it signed live until then; wait, or kill it");
        if (key.State == KeyState.Active) KeepPublic(keyId);
        var state = key.State == KeyState.Active ? KeyState.Retiring : KeyState.Destroyed;
        Write([.. keys.Select(k => k.KeyId == keyId ? To(k, state) : k)]);
        return new KeyChange(keyId, state, "");
    });

    /// <summary>Destroys a key at once: every session that it signed ends.</summary>
    public KeyChange Kill(string keyId) => Change(keys =>
    {
        if (Find(keys, keyId) is not { } key) return Unknown(keyId);
        if (key.State == KeyState.Destroyed) return new KeyChange(keyId, KeyState.Destroyed, "");
        Write([.. keys.Select(k => k.KeyId == keyId ? To(k, KeyState.Destroyed) : k)]);
        return new KeyChange(keyId, KeyState.Destroyed, "");
    });

    private string Manifest => Path.Combine(path, KeyDirectory.ManifestName);

    // the manifest says whole seconds
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    private KeyChange Change(Func<IReadOnlyList<ListedKey>, KeyChange> step)
    {
        try
        {
            if (!File.Exists(Manifest)) return Refuse($"`{path}` holds no keys: generate one");
            using var held = DirectoryLock.Take(path);
            var faults = new List<string>();
            var keys = KeyManifest.Read(path, faults);
            if (faults.Count > 0) return Refuse(string.Join("; ", faults));
            var change = step(keys);
            KeyRemains.Remove(path, KeyManifest.Read(path, faults));
            return change;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse($"`{path}`: cannot be changed ({exception.Message.TrimEnd('.')}), make the directory writable");
        }
    }

    private bool Write(IReadOnlyList<ListedKey> keys)
    {
        DurableFile.Replace(Manifest, KeyManifest.Write(keys), KeyGeneration.FileMode0600);
        return true;
    }

    // before the private half goes, which has the public one in it
    private void KeepPublic(string keyId)
    {
        if (KeyFile.Exists(path, keyId + KeyDirectory.PublicSuffix)) return;
        var faults = new List<string>();
        var key = KeyFile.ReadSigning(path, keyId, faults) ?? throw new IOException(string.Join("; ", faults));
        DurableFile.TryCreate(
            Path.Combine(path, keyId + KeyDirectory.PublicSuffix), System.Text.Encoding.ASCII.GetBytes(key.ExportPublicPem()), KeyGeneration.FileMode0600);
    }

    private ListedKey To(ListedKey key, KeyState state) => key with { State = state, Since = Now };

    private static ListedKey? Find(IEnumerable<ListedKey> keys, string keyId) => keys.FirstOrDefault(k => k.KeyId == keyId);

    private static string When(DateTimeOffset? earliest) => earliest is { } known
        ? $"from {known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} on"
        : "at a time that is not known, since the manifest does not say since when it is in its state";

    private KeyChange Unknown(string keyId) => Refuse($"`{keyId}` is no key of `{path}`");

    private static KeyChange Refuse(string fault) => new("", KeyState.Unknown, fault);
}
