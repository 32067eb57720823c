using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Authz.Organizations.Reading;

/// <summary>A hash that stands for a content: nobody finds two contents with one hash.</summary>
/// <param name="High">Half of it.</param>
/// <param name="Low">The other half.</param>
internal readonly record struct ContentHash(UInt128 High, UInt128 Low)
{
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new ContentHash(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}
