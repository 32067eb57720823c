using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Files;

/// <summary>The stamps of the files of one walk. Used once.</summary>
internal sealed class FileStamps
{
    private const int StampLength = 40;

    private readonly ArrayBufferWriter<byte> _text = new(4096);

    /// <summary>Stamps a file as it is now.</summary>
    public void Add(FileInfo file, string relative)
    {
        Write(relative);
        Write(FileStamp.Of(file.FullName));
    }

    /// <summary>The hash of all stamps, of the directory and its volumes, and of what could not be walked through.</summary>
    public byte[] Close(DirectoryWalk walk)
    {
        Write(walk.RealRoot);
        if (walk.RealRoot.Length > 0) Write(FileStamp.Of(walk.RealRoot).OfDirectory());
        foreach ((var link, var target) in walk.Volumes)
        {
            if (target is null) continue;
            Write(link);
            Write(target);
        }

        foreach (Diagnostic fault in walk.Faults) Write(fault.ToString());
        return SHA256.HashData(_text.WrittenSpan);
    }

    private void Write(string part)
    {
        Encoding.UTF8.GetBytes(part, _text);
        // no path holds it
        _text.GetSpan(1)[0] = 0;
        _text.Advance(1);
    }

    private void Write(FileStamp stamp)
    {
        Span<byte> room = _text.GetSpan(StampLength);
        BinaryPrimitives.WriteUInt64LittleEndian(room, stamp.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(room[8..], stamp.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(room[16..], stamp.Length);
        BinaryPrimitives.WriteInt64LittleEndian(room[24..], stamp.Modified);
        BinaryPrimitives.WriteInt64LittleEndian(room[32..], stamp.Changed);
        _text.Advance(StampLength);
    }
}
