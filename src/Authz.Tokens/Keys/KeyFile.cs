using System.Security.Cryptography;
using System.Text;

namespace Authz.Tokens.Keys;

/// <summary>Reads one file of a key directory; null, and a fault, when it cannot be used.</summary>
internal static class KeyFile
{
    private const int MaximumLength = 64 * 1024;

    // Kubernetes gives a mounted Secret to the pod's own group (fsGroup), readable: that is the owner's circle.
    private const UnixFileMode Foreign =
        UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static bool Exists(string directory, string name) => File.Exists(Path.Combine(directory, name));

    public static byte[]? Read(string directory, string name, bool isPrivate, List<string> faults)
    {
        try
        {
            // The mode is asked of the opened file, not of the path: a link or a swap in between cannot lie.
            using var handle = File.OpenHandle(Path.Combine(directory, name));
            if (isPrivate && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(handle) & Foreign) != 0)
            {
                faults.Add($"`{name}`: others than its owner may read it, run `chmod 600 {name}` and consider the key leaked");
                return null;
            }

            var length = RandomAccess.GetLength(handle);
            if (length > MaximumLength)
            {
                faults.Add($"`{name}`: {length} bytes are too many for a key file, put the right file there");
                return null;
            }

            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is var n and > 0)
                read += n;
            return bytes.AsSpan(0, read).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"`{name}`: cannot be read ({e.Message}), let the process read it");
            return null;
        }
    }

    public static SigningKey? ReadSigning(string directory, string keyId, List<string> faults) =>
        ReadPem(directory, keyId, KeyDirectory.SigningSuffix, "PRIVATE KEY", faults);

    public static SigningKey? ReadPublic(string directory, string keyId, List<string> faults) =>
        ReadPem(directory, keyId, KeyDirectory.PublicSuffix, "PUBLIC KEY", faults);

    public static SecretKey? ReadSecret(string directory, string keyId, List<string> faults)
    {
        var name = keyId + KeyDirectory.SecretSuffix;
        if (Read(directory, name, isPrivate: true, faults) is not { } bytes)
            return null;
        var text = Encoding.ASCII.GetString(bytes);
        text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        var buffer = new byte[SecretKey.ByteLength];
        if (Convert.TryFromBase64String(text, buffer, out var written) && written == buffer.Length
            && string.Equals(Convert.ToBase64String(buffer), text, StringComparison.Ordinal))
        {
            return new SecretKey(keyId, buffer);
        }

        faults.Add($"`{name}`: not the base64 of {SecretKey.ByteLength} bytes on one line, write it with `openssl rand -base64 32`");
        return null;
    }

    private static SigningKey? ReadPem(string directory, string keyId, string suffix, string label, List<string> faults)
    {
        var name = keyId + suffix;
        var isPrivate = string.Equals(suffix, KeyDirectory.SigningSuffix, StringComparison.Ordinal);
        if (Read(directory, name, isPrivate, faults) is not { } bytes)
            return null;
        if (Import(Encoding.ASCII.GetString(bytes), label, isPrivate) is not { } key)
        {
            faults.Add($"`{name}`: not one P-256 key as PEM block `{label}`, write it with `openssl {(isPrivate ? "genpkey" : "pkey -pubout")}`");
            return null;
        }

        if (string.Equals(key.KeyId, keyId, StringComparison.Ordinal))
            return key;
        faults.Add($"`{name}`: holds the key `{key.KeyId}`, rename the file and the manifest's entry, or put the right file there");
        return null;
    }

    private static SigningKey? Import(string pem, string label, bool isPrivate)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || !pem.AsSpan()[fields.Label].SequenceEqual(label))
            return null;
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            if (string.Equals(ecdsa.ExportParameters(false).Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal))
                return isPrivate ? SigningKey.FromPair(ecdsa) : SigningKey.FromPublic(ecdsa);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Not a key: falls through to the one answer for all of them.
        }

        ecdsa.Dispose();
        return null;
    }
}
