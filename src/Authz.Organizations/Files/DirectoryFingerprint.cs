using System.Buffers.Binary;

namespace Authz.Organizations.Files;

/// <summary>
/// A state of an organization's directory, found without reading a file: which files a fetch would read, and the stamp of each. Two equal
/// fingerprints mean that nothing changed, unless files were written within the resolution of the file system's clock. Immutable.
/// </summary>
public sealed class DirectoryFingerprint : IEquatable<DirectoryFingerprint>
{
    private readonly byte[] _hash;

    private DirectoryFingerprint(byte[] hash, string realRoot) => (_hash, RealRoot) = (hash, realRoot);

    /// <summary>Where the directory really lies, every link followed; empty when there is no directory.</summary>
    public string RealRoot { get; }

    /// <summary>Walks as <see cref="OrganizationDirectory.Fetch(string)"/> does. Never throws for what it finds.</summary>
    public static DirectoryFingerprint Of(string path)
    {
        var stamps = new FileStamps();
        var walk = new DirectoryWalk(path, stamps.Add);
        walk.Run();
        return Of(stamps, walk);
    }

    /// <summary>The fingerprint of what a walk has found, whose files were stamped before anything was done with them.</summary>
    internal static DirectoryFingerprint Of(FileStamps stamps, DirectoryWalk walk) => new(stamps.Close(walk), walk.RealRoot);

    /// <inheritdoc/>
    public bool Equals(DirectoryFingerprint? other) => other is not null && _hash.AsSpan().SequenceEqual(other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DirectoryFingerprint);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(_hash);
}
