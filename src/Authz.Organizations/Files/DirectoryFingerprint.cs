using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Diagnostics;

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

    /// <summary>Walks as <see cref="OrganizationDirectory.Fetch"/> does. Never throws for what it finds.</summary>
    public static DirectoryFingerprint Of(string path)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        var walk = new DirectoryWalk(path, (file, relative) =>
        {
            Write(text, relative);
            Write(text, FileStamp.Of(file.FullName));
            return true;
        });
        walk.Run();
        Write(text, walk.RealRoot);
        if (walk.RealRoot.Length > 0) Write(text, FileStamp.Of(walk.RealRoot).OfDirectory());
        foreach ((var link, var target) in walk.Volumes.Where(static v => v.Value is not null))
        {
            Write(text, link);
            Write(text, target!);
        }

        foreach (Diagnostic fault in walk.Faults) Write(text, fault.ToString());
        return new DirectoryFingerprint(SHA256.HashData(text.WrittenSpan), walk.RealRoot);
    }

    /// <inheritdoc/>
    public bool Equals(DirectoryFingerprint? other) => other is not null && _hash.AsSpan().SequenceEqual(other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DirectoryFingerprint);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(_hash);

    private static void Write(ArrayBufferWriter<byte> text, string part)
    {
        Encoding.UTF8.GetBytes(part, text);
        // no path holds it
        text.GetSpan(1)[0] = 0;
        text.Advance(1);
    }

    private static void Write(ArrayBufferWriter<byte> text, FileStamp stamp)
    {
        Span<byte> room = text.GetSpan(40);
        BinaryPrimitives.WriteUInt64LittleEndian(room, stamp.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(room[8..], stamp.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(room[16..], stamp.Length);
        BinaryPrimitives.WriteInt64LittleEndian(room[24..], stamp.Modified);
        BinaryPrimitives.WriteInt64LittleEndian(room[32..], stamp.Changed);
        text.Advance(40);
    }
}
